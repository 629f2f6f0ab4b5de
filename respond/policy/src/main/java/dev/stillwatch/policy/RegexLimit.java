// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds what a regular expression in a rule can cost.
 *
 * <p>RE2 matches in linear time, but nested counts multiply: {@code ((a{900}){900})} becomes a program of 800,000 steps,
 * and the library looks at its size only after it is built. So counts are multiplied here first.
 */
final class RegexLimit {
    /** Steps of a compiled expression. */
    static final int LARGEST_PROGRAM = 2_000;

    private static final int LONGEST = 512;
    private static final int MOST_REPEATS = 1_000;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d*)(?:,(\\d*))?}");

    private RegexLimit() {}

    /** Why an expression may not be used, with the remedy; empty text when it may. */
    static String refusal(String expression) {
        if (expression.length() > LONGEST) {
            return "the regular expression is longer than " + LONGEST + " characters; shorten it";
        }
        long repeats = 1;
        Matcher count = COUNT.matcher(expression);
        while (count.find()) {
            repeats *= Math.max(1, Math.max(number(count.group(1)), number(count.group(2))));
            if (repeats > MOST_REPEATS) {
                return "the counts in the regular expression multiply to more than " + MOST_REPEATS
                        + "; use smaller ones";
            }
        }
        try {
            int size = com.google.re2j.Pattern.compile(expression).programSize();
            return size > LARGEST_PROGRAM
                    ? "the regular expression takes " + size + " steps, at most " + LARGEST_PROGRAM
                            + " are allowed; simplify it"
                    : "";
        } catch (PatternSyntaxException e) {
            return "this is not a regular expression of RE2 (" + e.getDescription() + "); correct it";
        }
    }

    private static long number(String digits) {
        if (digits == null || digits.isEmpty()) {
            return 0;
        }
        return digits.length() > 6 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }
}
