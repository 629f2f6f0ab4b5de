// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.List;

/** What a condition says about facts. */
public sealed interface Answer {
    /** It holds. */
    record Yes() implements Answer {}

    /** It does not hold, whatever the unknown facts are. */
    record No() implements Answer {}

    /**
     * It depends on what is not known, or could not be worked out.
     *
     * @param missing facts to find out, sorted; or what went wrong, in words
     */
    record Unknown(List<String> missing) implements Answer {
        public Unknown {
            missing = List.copyOf(missing);
        }
    }
}
