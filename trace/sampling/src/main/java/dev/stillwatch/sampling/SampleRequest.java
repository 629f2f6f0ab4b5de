// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.marks.Candidates;

/**
 * One token that is wanted.
 *
 * @param whose whose mark it is to carry
 * @param prompt the prompt's tokens; not copied
 * @param tokens the reply's tokens so far, all of them; not copied
 * @param candidates what the model offers, at the temperature wanted
 */
record SampleRequest(Whose whose, Ids prompt, Ids tokens, Candidates candidates) {

    /** Whose mark is looked up; empty names stand for anybody and any. */
    record Whose(String model, String tenant, String cohort) {}

    /** Token ids; they are not printed. */
    static final class Ids {
        private final int[] ids;

        Ids(int[] ids) {
            this.ids = ids;
        }

        int[] array() {
            return ids;
        }
    }
}
