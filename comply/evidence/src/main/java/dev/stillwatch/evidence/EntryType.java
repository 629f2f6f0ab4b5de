// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.util.regex.Pattern;

/**
 * What kind of thing an entry records, such as {@code case-decision}.
 *
 * <p>Everybody who sees the log sees it, for good. So it is short and has letters and hyphens only, which leaves no room
 * for account names, addresses or numbers; take it from constants of the program, never from data.
 *
 * @param name 1 to 32 of {@code a} to {@code z} and hyphens, beginning and ending with a letter
 */
public record EntryType(String name) {
    private static final int MOST_LETTERS = 32;
    private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z-]*[a-z])?");

    public EntryType {
        if (name.length() > MOST_LETTERS || !FORM.matcher(name).matches()) {
            // The name is not quoted: it may be what must not be told.
            throw new StillwatchException("an entry's type has 1 to " + MOST_LETTERS
                    + " letters a to z and hyphens between them, such as case-decision");
        }
    }
}
