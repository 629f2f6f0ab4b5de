// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Case;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.time.Instant;
import java.util.Objects;

/** Decisions of people, on pages or through the API: what they rest on, and whether a second person must agree. */
final class ByHand {
    /** What a decision names where a person decided and not a pack of rules. */
    static final String PACK = "by-hand";

    /** The program's version, as decisions and dossiers name it. */
    static final String VERSION =
            Objects.requireNonNullElse(Console.class.getPackage().getImplementationVersion(), "development");

    private ByHand() {}

    /** Whether somebody has to agree first. */
    static boolean needsApproval(Countermeasure measure) {
        return !(measure instanceof Countermeasure.Observe);
    }

    /** What somebody wants done to a case, as it is assessed now. */
    static Decision decision(Wanted wanted, Case one, Instant now) {
        return new Decision(
                PACK,
                VERSION,
                "analyst",
                wanted.measure(),
                wanted.lasting(),
                needsApproval(wanted.measure()),
                wanted.reason(),
                one.latest().sha256(),
                now);
    }
}
