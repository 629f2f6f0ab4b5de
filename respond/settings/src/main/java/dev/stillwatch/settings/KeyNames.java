// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** How keys and choices are spelt, and which one a misspelt one was meant to be. */
final class KeyNames {
    private static final int LONGEST_SHOWN = 60;

    private KeyNames() {}

    /** The known name nearest by edit distance; empty when none is near, that is by more than half its length. */
    static Optional<String> nearest(String typed, Collection<String> known) {
        String start = typed.substring(0, Math.min(typed.length(), LONGEST_SHOWN));
        return known.stream()
                .filter(name -> distance(start, name) <= Math.max(2, name.length() / 2))
                .min(Comparator.<String>comparingInt(name -> distance(start, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String a, String b) {
        return LevenshteinDistance.getDefaultInstance().apply(a, b);
    }

    /** An enum constant in a document: lower case, with dashes. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A key somebody wrote, safe to show: short and printable. */
    static String quoted(String key) {
        StringBuilder shown = new StringBuilder("\"");
        key.codePoints()
                .limit(LONGEST_SHOWN)
                .forEach(c ->
                        shown.appendCodePoint(Character.isLetterOrDigit(c) || "-_. /:*".indexOf(c) >= 0 ? c : '?'));
        return shown.append(key.length() > LONGEST_SHOWN ? "...\"" : "\"").toString();
    }
}
