// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.nio.file.Path;

/** What may be a tensor's name: something that can be printed, logged and signed without surprises. */
final class Names {
    static final int LONGEST = 1024;

    private Names() {}

    static String checked(Path file, String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            throw Malformed.tensor(
                    file, name, "has a name of " + name.length() + " characters; 1 to " + LONGEST + " are allowed");
        }
        if (!name.codePoints().allMatch(Names::isPlain)) {
            throw Malformed.tensor(file, name, "has control characters in its name");
        }
        return name;
    }

    /* Format characters can reverse or hide what is printed after them, lone surrogates cannot be written at all. */
    static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
