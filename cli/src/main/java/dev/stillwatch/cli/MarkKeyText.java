// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mark's key as an operator gives it: in a file, in the environment, or in so many words. */
final class MarkKeyText {
    private static final long MOST_BYTES = 1 << 22;

    private MarkKeyText() {}

    static MarkKey read(Scheme scheme, String given) {
        try {
            return scheme.parseKey(text(given).strip());
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("the key does not fit: " + e.getMessage());
        }
    }

    private static String text(String given) {
        if (given.startsWith("env:")) {
            String value = System.getenv(given.substring("env:".length()));
            if (value == null || value.isBlank()) {
                throw new StillwatchException("the environment variable " + given.substring("env:".length())
                        + " holds no key; set it, or name a file by file:PATH");
            }
            return value;
        }
        if (!given.startsWith("file:")) {
            return given;
        }
        Path file = Path.of(given.substring("file:".length()));
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException(file + " is too large for a key; is it the right file?");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new StillwatchException("the key file " + file + " cannot be read; check that you may", e);
        }
    }
}
