// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.time.Duration;
import java.time.Instant;

/** Decisions to test with. */
final class Decisions {
    private Decisions() {}

    static Decision suspend(Duration lasting, boolean needsApproval, Instant at) {
        return new Decision(
                "person",
                "1",
                "by-hand",
                new Countermeasure.Suspend(),
                lasting,
                needsApproval,
                "Under review.",
                "ab".repeat(32),
                at);
    }

    /** A day of something, at once. */
    static Decision of(Countermeasure countermeasure, Instant at) {
        return new Decision(
                "person",
                "1",
                "by-hand",
                countermeasure,
                Duration.ofDays(1),
                false,
                "Under review.",
                "ab".repeat(32),
                at);
    }
}
