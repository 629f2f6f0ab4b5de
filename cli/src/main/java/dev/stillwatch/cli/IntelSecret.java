// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A peer's secret, read from where a list of processes does not show it. */
final class IntelSecret {
    private static final int LONGEST = 4_096;
    private static final int SHORTEST = 16;

    private IntelSecret() {}

    /**
     * The secret, white space around it left out.
     *
     * @param given file:PATH or env:NAME
     * @param option for messages, which hold nothing of what was given: it may be the secret itself
     */
    static String of(String given, String option) {
        String secret = text(given, option);
        if (secret.length() < SHORTEST || secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new StillwatchException(option + ": the secret has " + SHORTEST
                    + " or more letters, digits and signs of ASCII; make one with openssl rand -hex 32");
        }
        return secret;
    }

    private static String text(String given, String option) {
        if (given.startsWith("env:")) {
            String value = System.getenv(given.substring("env:".length()));
            if (value == null || value.isBlank()) {
                throw new StillwatchException(option + ": the environment variable holds nothing; set it");
            }
            return value.strip();
        }
        if (!given.startsWith("file:")) {
            throw new StillwatchException(
                    option + " takes file:PATH or env:NAME, so that no list of processes shows the secret");
        }
        Path file = Path.of(given.substring("file:".length()));
        try {
            if (Files.size(file) > LONGEST) {
                throw new StillwatchException(
                        option + ": the secret file " + file + " is too long; it holds one secret");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new StillwatchException(
                    option + ": the secret file " + file + " cannot be read; check that it is there, and that you may",
                    e);
        }
    }
}
