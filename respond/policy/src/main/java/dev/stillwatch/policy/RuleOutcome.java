// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.List;
import java.util.Optional;

/**
 * What became of one rule when facts were judged.
 *
 * @param pack id of its pack
 * @param version of the pack
 * @param packHash SHA-256 of the pack's bytes, in hex
 * @param mode what becomes of a match
 * @param rule id of the rule
 * @param countermeasure what it calls for
 * @param finding whether it holds, and why not
 */
public record RuleOutcome(
        String pack,
        String version,
        String packHash,
        PackMode mode,
        String rule,
        int priority,
        Countermeasure countermeasure,
        Optional<String> citation,
        Finding finding) {

    /** Whether a rule holds for facts, and why not. */
    public sealed interface Finding {
        /**
         * It holds, and its countermeasure is called for.
         *
         * @param unknown facts it would have needed and that it is said to do without; usually empty
         */
        record Matched(List<String> unknown) implements Finding {
            public Matched {
                unknown = List.copyOf(unknown);
            }
        }

        /** Its condition does not hold. */
        record NotMatched() implements Finding {}

        /**
         * Whether it holds depends on what is not known. Never to be read as no.
         *
         * @param missing facts to find out, or what went wrong
         */
        record NeedsInfo(List<String> missing) implements Finding {
            public NeedsInfo {
                missing = List.copyOf(missing);
            }
        }

        /**
         * Its condition holds and an exemption does too.
         *
         * @param exemption id of the exemption
         */
        record Exempt(String exemption, String reason) implements Finding {}

        /**
         * It holds, and a rule of higher priority in its pack calls for the same kind of countermeasure.
         *
         * @param by id of that rule
         */
        record Outranked(String by) implements Finding {}

        /** Its pack did not apply. */
        record NotInForce(String why) implements Finding {}

        /** All names in output. */
        List<String> LABELS = List.of("matched", "not-matched", "needs-info", "exempt", "outranked", "not-in-force");

        /** The name in output. */
        default String label() {
            return switch (this) {
                case Matched matched -> "matched";
                case NotMatched not -> "not-matched";
                case NeedsInfo needs -> "needs-info";
                case Exempt exempt -> "exempt";
                case Outranked outranked -> "outranked";
                case NotInForce not -> "not-in-force";
            };
        }
    }
}
