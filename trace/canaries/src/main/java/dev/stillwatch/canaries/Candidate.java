// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A cohort that a suspect may have been trained on.
 *
 * @param assignment the wordings it was given
 * @param planted numbers of the occasions in which any were planted; empty where that is not known: then all count. It
 *     must not depend on what the suspect says
 */
public record Candidate(Assignment assignment, Optional<Set<Integer>> planted) {
    public Candidate {
        Objects.requireNonNull(assignment, "assignment is null");
        planted = planted.map(Set::copyOf);
    }

    boolean counts(int place) {
        return planted.isEmpty() || planted.get().contains(place / Wordings.SLOTS);
    }
}
