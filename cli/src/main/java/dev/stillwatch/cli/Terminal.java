// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Where a command reads and writes.
 *
 * @param out standard output: what was asked for
 * @param err standard error: progress, warnings, errors
 * @param columns characters a line of output may have
 * @param live whether standard error is a screen on which a line can be overwritten
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, int columns, boolean live) {
    private static final int USUAL_COLUMNS = 120;
    private static final int FEWEST_COLUMNS = 40;

    Terminal {
        Objects.requireNonNull(in, "in is null");
        Objects.requireNonNull(out, "out is null");
        Objects.requireNonNull(err, "err is null");
        columns = Math.max(FEWEST_COLUMNS, columns);
    }

    /** This process's; the launcher says what it knows about the screen by system properties. */
    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Integer.getInteger("stillwatch.columns", USUAL_COLUMNS),
                "live".equals(System.getProperty("stillwatch.progress")));
    }

    /** Prints text as it is, which ends with a line break. */
    void print(String text) {
        out.print(text);
        out.flush();
    }

    /** One line for the user on standard error; control characters, which file names may hold, are shown as {@code ?}. */
    void say(String line) {
        err.println(visible(line));
        err.flush();
    }

    /** The text with line breaks and printable characters only. */
    static String visible(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n]]", "?");
    }
}
