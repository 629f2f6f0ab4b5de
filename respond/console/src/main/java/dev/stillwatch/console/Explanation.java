// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.report.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * A way in which a campaign could be innocent.
 *
 * @param what it would be
 * @param fits what was seen that goes with it
 * @param speaksAgainst what was seen that does not
 * @param unknown what would tell, but is not known
 * @param check how to find out
 */
record Explanation(
        String name, String what, List<String> fits, List<String> speaksAgainst, List<String> unknown, String check) {

    /** Collects what is seen. */
    static final class Weighing {
        private static final int LONGEST = 300;

        private final List<String> fits = new ArrayList<>();
        private final List<String> against = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();

        Weighing fits(String words) {
            fits.add(sentence(words));
            return this;
        }

        Weighing against(String words) {
            against.add(sentence(words));
            return this;
        }

        Weighing unknown(String words) {
            unknown.add(sentence(words));
            return this;
        }

        private static String sentence(String words) {
            String shown = VisibleText.shortened(words, LONGEST);
            return Character.toUpperCase(shown.charAt(0)) + shown.substring(1) + ".";
        }

        Explanation of(String name, String what, String check) {
            return new Explanation(name, what, List.copyOf(fits), List.copyOf(against), List.copyOf(unknown), check);
        }
    }
}
