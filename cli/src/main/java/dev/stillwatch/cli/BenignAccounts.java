// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/**
 * A file of accounts that people found benign: one account a line, and after a tab, if wanted, when it was found.
 *
 * <p>A line without a time counts as found when the file was last written. Of an account that stands there twice, the
 * later finding counts. Empty lines say nothing.
 */
final class BenignAccounts {
    private BenignAccounts() {}

    /**
     * Reads a file.
     *
     * @param lasting how long a finding holds
     * @throws StillwatchException when it cannot be read; the message names no account
     */
    static ConfirmedBenign read(Path file, Duration lasting) {
        Map<String, Instant> found = new HashMap<>();
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            List<String> lines = Files.readAllLines(file);
            for (int n = 0; n < lines.size(); n++) {
                String line = lines.get(n);
                String[] parts = (n == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line).split("\t", -1);
                if (parts.length > 2 || (parts[0].isBlank() && parts.length > 1)) {
                    throw wrong(file, n, "write an account, or an account, a tab and a time");
                }
                if (!parts[0].isBlank()) {
                    Instant at = parts.length == 2 ? time(file, n, parts[1].strip()) : written;
                    found.merge(parts[0].strip(), at, (a, b) -> a.isAfter(b) ? a : b);
                }
            }
        } catch (NoSuchFileException e) {
            throw new StillwatchException(file + ": there is no such file; name one with an account a line", e);
        } catch (CharacterCodingException e) {
            throw new StillwatchException(file + ": is not UTF-8 text; name a file with an account a line", e);
        } catch (IOException e) {
            throw new StillwatchException(
                    file + ": cannot be read; name a file, which may be read, with an account a line", e);
        }
        return new ConfirmedBenign(found, lasting);
    }

    private static Instant time(Path file, int line, String text) {
        try {
            return new Times().convert(text);
        } catch (TypeConversionException e) {
            throw wrong(file, line, "after the tab stands no time; write 2026-11-01 or 2026-11-01T08:00:00Z");
        }
    }

    private static StillwatchException wrong(Path file, int line, String what) {
        return new StillwatchException(file + ", line " + (line + 1) + ": " + what);
    }
}
