// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.Locale;
import java.util.Objects;

/**
 * One text of an exchange that is kept as evidence. Its {@code toString} does not tell the text.
 *
 * @param role whose words they are
 * @param text the words
 */
public record EvidencePart(Role role, String text) {

    /** Whose words a text holds. */
    public enum Role {
        SYSTEM,
        PROMPT,
        REASONING,
        ANSWER;

        /** The name in machine-readable output. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public EvidencePart {
        Objects.requireNonNull(role, "role is null");
        Objects.requireNonNull(text, "text is null");
    }

    @Override
    public String toString() {
        return role.label() + " of " + text.length() + " characters";
    }
}
