// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence;

/** Whether a request is served. */
public sealed interface Admission {

    /**
     * It is served.
     *
     * @param deterrence what is changed about request and answer; {@link Deterrence#NONE} for most accounts
     * @param watched whether a measure asks that its exchanges be sampled as evidence
     */
    record Admitted(Deterrence deterrence, boolean watched) implements Admission {
        /** Whether request and answer pass as they are. */
        public boolean untouched() {
            return deterrence.equals(Deterrence.NONE);
        }
    }

    /** It is not. */
    record Refused(Refusal refusal) implements Admission {}
}
