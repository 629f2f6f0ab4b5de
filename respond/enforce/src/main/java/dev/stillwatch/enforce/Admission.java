// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence;
import java.util.Optional;

/** Whether a request is served. */
public sealed interface Admission {

    /**
     * It is served.
     *
     * @param deterrence what is changed about request and answer; {@link Deterrence#NONE} for most accounts
     * @param watched whether a measure asks that its exchanges be sampled as evidence
     * @param canary whose canary its answer gets; empty for none
     */
    record Admitted(Deterrence deterrence, boolean watched, Optional<CanaryOrder> canary) implements Admission {
        /** Without a canary. */
        public Admitted(Deterrence deterrence, boolean watched) {
            this(deterrence, watched, Optional.empty());
        }

        /** Whether request and answer pass as they are. */
        public boolean untouched() {
            return deterrence.equals(Deterrence.NONE);
        }
    }

    /** It is not. */
    record Refused(Refusal refusal) implements Admission {}
}
