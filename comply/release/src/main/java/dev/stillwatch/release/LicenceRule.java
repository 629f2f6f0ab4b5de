// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.policy.Answer;
import dev.stillwatch.policy.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What follows for releases of a kind.
 *
 * @param id unique in its pack
 * @param when the condition
 * @param operationsAbove that the model must also have been trained with more of; empty where it does not matter
 * @param whenUnknown what it means that the condition depends on what is not known
 * @param reason in words, safe to show to whoever asks
 * @param citation the passage it rests on
 */
public record LicenceRule(
        String id,
        Test when,
        OptionalDouble operationsAbove,
        Effect then,
        WhenUnknown whenUnknown,
        String reason,
        Optional<String> citation) {
    /**
     * A condition over the facts of releases.
     *
     * @param groups lists that its pack gives names, by path
     */
    public record Test(Condition condition, Map<String, List<String>> groups) {
        public Test {
            groups = Map.copyOf(groups);
        }

        /** What it says of facts. Never throws. */
        Answer ask(ReleaseFacts facts) {
            return condition.ask(
                    fact -> Optional.<Object>ofNullable(groups.get(fact.path())).or(() -> facts.value(fact)));
        }
    }

    /** What is done about what is not known. */
    public enum WhenUnknown {
        /** It is asked for, and nothing is released before. */
        ASK,
        /** The rule holds. */
        APPLY
    }

    /** What a rule does. */
    public sealed interface Effect {
        /** Never, while this holds. */
        record Deny() implements Effect {}

        /** A licence or exception is needed; without one the release is referred. */
        record RequireLicence() implements Effect {}

        /** Somebody who knows must say; their opinion answers it. */
        record Refer() implements Effect {}

        /** Limits apply, whatever else does. */
        record Limit(ReleaseLimits limits) implements Effect {}

        /**
         * An exception answers rules that require a licence.
         *
         * @param rules as {@code pack/rule}
         * @param limits under which it holds
         */
        record Except(Set<String> rules, ReleaseLimits limits) implements Effect {
            public Except {
                rules = Set.copyOf(rules);
            }
        }

        /** In packs and output. */
        default String label() {
            return switch (this) {
                case Deny _ -> "deny";
                case RequireLicence _ -> "require-licence";
                case Refer _ -> "refer";
                case Limit _ -> "limit";
                case Except _ -> "except";
            };
        }
    }
}
