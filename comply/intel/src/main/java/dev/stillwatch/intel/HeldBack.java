// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Objects;

/**
 * Something that does not leave. Says what and why, and holds nothing of it.
 *
 * @param what a kind, such as ip or email
 * @param count how many of them; shown to the operator only
 */
public record HeldBack(String what, Reason reason, int count) {

    /** Why something stays. */
    public enum Reason {
        VERDICT("the verdict accuses nobody"),
        CONFIDENCE("the confidence is below what the policy asks for"),
        SMALL_COHORT("the campaign has fewer accounts than the policy's k"),
        FEW_ACCOUNTS("fewer accounts than the policy's k are behind it"),
        ADDRESSES_STAY("the policy keeps addresses"),
        TOKENS_STAY("the policy keeps identifiers, even as tokens"),
        NO_KEY("there is no sharing key to make tokens with"),
        UNREADABLE("it cannot be what it is said to be"),
        TOO_MANY("more than a bundle takes");

        private final String because;

        Reason(String because) {
            this.because = because;
        }

        /** The reason in words. */
        public String because() {
            return because;
        }
    }

    public HeldBack {
        Objects.requireNonNull(what, "what is null");
        Objects.requireNonNull(reason, "reason is null");
        if (count < 1) {
            throw new IllegalArgumentException("held back " + count + ", must be 1 or more");
        }
    }
}
