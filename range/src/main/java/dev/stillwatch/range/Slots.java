// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Fills {@code {slot}} places in a pattern. */
final class Slots {
    private Slots() {}

    /**
     * The pattern with each slot replaced by what the resolver says of its name.
     *
     * <p>Braces that hold no lower-case name are text (code, JSON) and stay.
     */
    static String fill(String pattern, UnaryOperator<String> resolver) {
        int open = pattern.indexOf('{');
        if (open < 0) {
            return pattern;
        }
        StringBuilder out = new StringBuilder(pattern.length() + 64);
        int from = 0;
        while (open >= 0) {
            int close = endOfName(pattern, open + 1);
            if (close < 0) {
                out.append(pattern, from, open + 1);
                from = open + 1;
            } else {
                out.append(pattern, from, open).append(resolver.apply(pattern.substring(open + 1, close)));
                from = close + 1;
            }
            open = pattern.indexOf('{', from);
        }
        return out.append(pattern, from, pattern.length()).toString();
    }

    private static int endOfName(String pattern, int from) {
        for (int i = from; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '}') {
                return i > from ? i : -1;
            }
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != ' ' && !(c >= 'A' && c <= 'Z')) {
                return -1;
            }
        }
        return -1;
    }

    static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    static String capitalised(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
