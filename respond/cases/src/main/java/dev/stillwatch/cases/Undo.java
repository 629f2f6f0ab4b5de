// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Objects;

/** Who took an action back, when and why. */
public record Undo(String who, Instant when, String why) {
    public Undo {
        Objects.requireNonNull(who, "who is null");
        Objects.requireNonNull(when, "when is null");
        Objects.requireNonNull(why, "why is null");
    }
}
