// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;

/** Words refusals of files. Whatever a file calls things is shown without control characters and cut to a line. */
final class Malformed {
    private static final int SHOWN = 120;

    private Malformed() {}

    /** The file breaks its format's rules: what is wrong, as the end of a sentence. */
    static StillwatchException file(Path file, String what) {
        return new StillwatchException(sentence(file, what));
    }

    static StillwatchException file(Path file, String what, Throwable cause) {
        return new StillwatchException(sentence(file, what), cause);
    }

    private static String sentence(Path file, String what) {
        return shown(file.toString()) + ": " + what
                + ". The file is damaged or was not written as its format asks: fetch or export it again.";
    }

    static StillwatchException tensor(Path file, String tensor, String what) {
        return file(file, "tensor " + quoted(tensor) + " " + what);
    }

    static String quoted(String name) {
        return "'" + shown(name) + "'";
    }

    static String shown(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(SHOWN).map(c -> Names.isPlain(c) ? c : '?').forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > SHOWN ? line + "..." : line.toString();
    }
}
