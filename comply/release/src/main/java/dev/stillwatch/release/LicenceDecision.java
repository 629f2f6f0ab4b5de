// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * What packs and directives say on a release, with every rule that was considered. The same packs and facts give the same
 * decision, to the bit.
 *
 * @param factsHash of {@link ReleaseFacts}
 * @param listSnapshots that the party was screened against
 * @param missing what must be known first, where that is the outcome
 * @param limits under which it is allowed
 * @param trace every rule and directive, in the order in which they were considered; never empty
 * @param effectiveAt when it is decided for
 * @param knownAt of packs and directives, those known by then count
 * @param expires from when on it must be decided anew
 */
public record LicenceDecision(
        String release,
        Outcome outcome,
        String factsHash,
        List<String> listSnapshots,
        List<String> missing,
        ReleaseLimits limits,
        List<RuleFinding> trace,
        Instant effectiveAt,
        Instant knownAt,
        Instant expires) {
    /** What follows. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Outcome {
        ALLOW,
        ALLOW_WITH_CONDITIONS,
        /** Facts are missing on which it depends. */
        NEEDS_INFO,
        /** A licence or an opinion is needed. */
        REFER,
        DENY;

        /** Whether anything may be handed over. */
        public boolean allows() {
            return switch (this) {
                case ALLOW, ALLOW_WITH_CONDITIONS -> true;
                case NEEDS_INFO, REFER, DENY -> false;
            };
        }

        /** As files and output write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public LicenceDecision {
        listSnapshots = List.copyOf(listSnapshots);
        missing = List.copyOf(missing);
        trace = List.copyOf(trace);
        if (factsHash.isBlank() || trace.isEmpty()) {
            throw new StillwatchException("a decision holds what it was made on: packs, their hashes, and the facts'");
        }
        if (outcome.allows() && listSnapshots.isEmpty()) {
            throw new StillwatchException("nothing is allowed to a party that was not screened against a list");
        }
        if ((outcome == Outcome.NEEDS_INFO) == missing.isEmpty()) {
            throw new StillwatchException("a decision that needs information says which, and no other does");
        }
        if (outcome == Outcome.ALLOW && !limits.unlimited()) {
            throw new StillwatchException("what is allowed within limits is allowed with conditions");
        }
        if (!expires.isAfter(effectiveAt)) {
            throw new StillwatchException("a decision expires after it was made");
        }
    }

    /** What decided it: rules that bind and hold, unanswered. */
    public List<RuleFinding> grounds() {
        return trace.stream()
                .filter(RuleFinding::binds)
                .filter(each -> switch (each.finding()) {
                    case RuleFinding.Finding.Matched _, RuleFinding.Finding.NeedsInfo _ -> true;
                    case RuleFinding.Finding.NotMatched _,
                            RuleFinding.Finding.Answered _,
                            RuleFinding.Finding.NotInForce _ -> false;
                })
                .toList();
    }

    /** Whether something may be handed over by it at a time. */
    public boolean allowsAt(Instant time) {
        return outcome.allows() && !time.isBefore(effectiveAt) && time.isBefore(expires);
    }
}
