// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.cel.common.CelIssue;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Turns CEL's complaints about names into what was probably meant. */
final class FactNames {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z_0-9]*(\\.[a-zA-Z_][a-zA-Z_0-9]*)?");
    private static final int LONGEST = 300;

    private FactNames() {}

    /** A compiler's complaint in one line, with the nearest fact for an unknown one. */
    static String explained(CelIssue issue, String expression, Vocabulary vocabulary) {
        String message = String.valueOf(issue.getMessage()).lines().findFirst().orElse("it cannot be read");
        if (!message.startsWith("undeclared reference")) {
            String place = "column " + (issue.getSourceLocation().getColumn() + 1) + ": ";
            return place + (message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message);
        }
        String name = nameAt(issue, expression);
        return "there is no fact " + name
                + nearest(name, vocabulary.facts().stream().map(FactName::path).toList())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; the facts are listed in " + vocabulary.listedIn());
    }

    /** The whole dotted name around the place of a complaint, which CEL cuts at the dot. */
    private static String nameAt(CelIssue issue, String expression) {
        String[] lines = expression.split("\n", -1);
        int line = Math.clamp(issue.getSourceLocation().getLine() - 1L, 0, lines.length - 1);
        int column = issue.getSourceLocation().getColumn();
        Matcher names = NAME.matcher(lines[line]);
        while (names.find()) {
            if (names.start() <= column && column <= names.end()) {
                return names.group();
            }
        }
        return "of that name";
    }

    /** The nearest known name by edit distance; empty when none is near. */
    static Optional<String> nearest(String name, Collection<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .filter(candidate -> distance.apply(name, candidate) <= Math.max(2, candidate.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance.apply(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
