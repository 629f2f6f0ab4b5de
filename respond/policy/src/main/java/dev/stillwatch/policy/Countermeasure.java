// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** What is done to the accounts of a campaign, from the mildest to the hardest; each can be undone. */
public sealed interface Countermeasure {

    /** Nothing that the account notices: it is watched more closely, and its exchanges may be sampled as evidence. */
    record Observe() implements Countermeasure {}

    /**
     * Changes what answers can teach a copy, while the account goes on being served.
     *
     * @param deterrence what is changed
     */
    record Deter(Deterrence deterrence) implements Countermeasure {
        public Deter {
            Objects.requireNonNull(deterrence, "deterrence is null");
        }
    }

    /**
     * Serves each account up to a rate.
     *
     * @param requests served at once at most, and within each {@code per} on average, 1 or more
     * @param per longer than zero
     */
    record Throttle(int requests, Duration per) implements Countermeasure {
        public Throttle {
            if (requests < 1) {
                throw new IllegalArgumentException("requests is " + requests + ", must be 1 or more");
            }
            if (!per.isPositive()) {
                throw new IllegalArgumentException("per is " + per + ", must be longer than zero");
            }
        }
    }

    /**
     * Refuses service until the account's holder has verified who they are.
     *
     * @param verification where that is done; told to the client, machine-readably
     */
    record StepUp(URI verification) implements Countermeasure {
        public StepUp {
            Objects.requireNonNull(verification, "verification is null");
        }
    }

    /**
     * Refuses the named models, as a directive by an authority may demand; others are served as before.
     *
     * @param models names as clients send them; not empty
     */
    record Withhold(Set<String> models) implements Countermeasure {
        public Withhold {
            models = Set.copyOf(models);
            if (models.isEmpty()) {
                throw new IllegalArgumentException("models is empty: nothing would be withheld");
            }
        }
    }

    /** Refuses service. */
    record Suspend() implements Countermeasure {}
}
