// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stillwatch.filings.Threshold;
import dev.stillwatch.policy.Answer;
import java.util.List;
import java.util.Optional;

/**
 * What became of one rule, or one directive, when a release was decided.
 *
 * @param pack name and version, or the directive's id
 * @param packSha256 of the bytes it was read from
 * @param mode what a match of its pack is for: {@code assess}, {@code warn} or {@code enforce}
 * @param rule id within the pack; empty for a directive
 * @param effect what it calls for
 * @param operations how the model's training compares with what the rule names, where it names a number
 */
public record RuleFinding(
        String pack,
        String packSha256,
        String mode,
        Optional<String> rule,
        String effect,
        Optional<Threshold.Comparison> operations,
        Finding finding,
        String reason,
        Optional<String> citation) {

    /** Whether it holds, and why not. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Finding.Matched.class, name = "matched"),
        @JsonSubTypes.Type(value = Finding.NotMatched.class, name = "not-matched"),
        @JsonSubTypes.Type(value = Finding.NeedsInfo.class, name = "needs-info"),
        @JsonSubTypes.Type(value = Finding.Answered.class, name = "answered"),
        @JsonSubTypes.Type(value = Finding.NotInForce.class, name = "not-in-force")
    })
    public sealed interface Finding {
        /** What an answer means. */
        static Finding of(Answer answer, LicenceRule.WhenUnknown whenUnknown) {
            return switch (answer) {
                case Answer.Yes _ -> new Matched(List.of());
                case Answer.No _ -> new NotMatched();
                case Answer.Unknown(List<String> missing) ->
                    switch (whenUnknown) {
                        case ASK -> new NeedsInfo(missing);
                        case APPLY -> new Matched(missing);
                    };
            };
        }

        /**
         * It holds.
         *
         * @param unknown what it would have needed to know and does without
         */
        record Matched(List<String> unknown) implements Finding {
            public Matched {
                unknown = List.copyOf(unknown);
            }
        }

        /** It does not hold. */
        record NotMatched() implements Finding {}

        /** Whether it holds depends on what is not known. Never to be read as no. */
        record NeedsInfo(List<String> missing) implements Finding {
            public NeedsInfo {
                missing = List.copyOf(missing);
            }
        }

        /**
         * It holds, and a licence, an exception or an opinion answers it.
         *
         * @param by which
         */
        record Answered(String by) implements Finding {}

        /** Its pack or the directive does not apply then. */
        record NotInForce(String why) implements Finding {}
    }

    /** Whether what it calls for is carried out. */
    public boolean binds() {
        return mode.equals("enforce");
    }

    /** As licences and exceptions name it; without the version, which changes. */
    public String name() {
        String id = pack.indexOf('@') < 0 ? pack : pack.substring(0, pack.indexOf('@'));
        return rule.map(each -> id + "/" + each).orElse(id);
    }

    RuleFinding with(Finding other) {
        return new RuleFinding(pack, packSha256, mode, rule, effect, operations, other, reason, citation);
    }
}
