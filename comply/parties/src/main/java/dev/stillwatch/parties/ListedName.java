// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/**
 * One name of a listed party, as the list writes it.
 *
 * @param strength a weak alias is broad or common ('MIKE') and counts less than a name
 */
public record ListedName(String text, Strength strength) {
    public enum Strength {
        PRIMARY,
        STRONG,
        WEAK
    }

    public ListedName {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a listed name needs text");
        }
    }
}
