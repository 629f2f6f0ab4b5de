// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.recipients;

import dev.stillwatch.exchange.StillwatchException;

/**
 * Whom a copy was made for. The mark follows from the name as it is spelt.
 *
 * @param name 1 to 200 characters that can be seen, without spaces around them
 */
public record Recipient(String name) {
    private static final int MOST_CHARACTERS = 200;

    public Recipient {
        boolean hidden = name.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
        if (name.isBlank() || name.length() > MOST_CHARACTERS || hidden || !name.equals(name.strip())) {
            // The name is not quoted: messages end up in logs.
            throw new StillwatchException("a recipient's name has 1 to " + MOST_CHARACTERS
                    + " characters that can be seen, and no spaces around them");
        }
    }
}
