// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Objects;

/** A person's agreement to an action. */
public record Approval(String who, Instant when) {
    public Approval {
        Objects.requireNonNull(who, "who is null");
        Objects.requireNonNull(when, "when is null");
    }
}
