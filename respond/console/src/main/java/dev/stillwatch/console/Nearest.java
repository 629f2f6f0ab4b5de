// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.report.VisibleText;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses names that a request must not have, telling which one was meant. */
final class Nearest {
    private static final int LONGEST_SHOWN = 40;

    private Nearest() {}

    /**
     * Lets known names pass.
     *
     * @param kind of what is named, such as "member"
     */
    static void only(String kind, Collection<String> written, Collection<String> known) {
        for (String name : written) {
            if (!known.contains(name)) {
                throw Objection.wrong("There is no " + kind + " like that here. "
                        + to(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse(
                                        known.isEmpty()
                                                ? "None is taken."
                                                : "Known are "
                                                        + new TreeSet<>(known)
                                                                .stream().collect(Collectors.joining(", "))
                                                        + "."));
            }
        }
    }

    /** The known name nearest to what was written, if any is near. */
    static Optional<String> to(String written, Collection<String> known) {
        String start = VisibleText.shortened(written, LONGEST_SHOWN);
        return known.stream()
                .map(name -> Map.entry(name, distance(start, name)))
                .filter(entry -> entry.getValue() <= Math.max(2, entry.getKey().length() / 2))
                .min(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Comparator.comparing(Map.Entry::getKey)))
                .map(Map.Entry::getKey);
    }

    /* Edits between two short names, one row of the table at a time. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[b.length()];
    }
}
