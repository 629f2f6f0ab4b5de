// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.CountermeasureText;
import dev.stillwatch.policy.PackMode;
import dev.stillwatch.policy.PackStatus;
import dev.stillwatch.policy.Rule;
import dev.stillwatch.report.Figures;
import java.time.Duration;

/** What packs and their rules say, in plain words. */
final class RuleWords {
    private RuleWords() {}

    static String status(PackStatus status) {
        return switch (status) {
            case PROPOSED -> "proposed: put forward, not decided";
            case ENACTED -> "enacted: decided, not yet binding";
            case IN_FORCE -> "in force: binding";
            case SUSPENDED -> "suspended: taken back for a time";
            case NOT_ENFORCED -> "not enforced: written law that nobody enforces";
            case GUIDANCE -> "guidance: advice that the operator follows";
            case VOLUNTARY -> "voluntary: an undertaking of the operator's own";
            case EXPIRED -> "expired: over";
        };
    }

    static String mode(PackMode mode) {
        return switch (mode) {
            case ENFORCE -> "enforced";
            case WARN -> "only shown";
            case ASSESS -> "only written down";
        };
    }

    static String modeMeans(PackMode mode) {
        return switch (mode) {
            case ENFORCE -> "what its rules call for is carried out";
            case WARN -> "what its rules call for is shown to people and not carried out";
            case ASSESS -> "what its rules call for is written down and not carried out";
        };
    }

    static String does(Countermeasure countermeasure) {
        return switch (countermeasure) {
            case Countermeasure.Observe _ -> "Watch; the account notices nothing";
            case Countermeasure.Deter _ -> "Blunt answers";
            case Countermeasure.StepUp(var verification) -> "Serve again once verified at " + verification;
            case Countermeasure.Suspend _ -> "Refuse service";
            case Countermeasure.Throttle throttle -> capital(CaseWords.of(throttle));
            case Countermeasure.Withhold withhold -> capital(CaseWords.of(withhold));
        };
    }

    /** What else there is to say of it; may be empty. */
    static String detail(Countermeasure countermeasure) {
        return countermeasure instanceof Countermeasure.Deter
                ? CountermeasureText.words(countermeasure).replaceFirst("^deter: ", "")
                : "";
    }

    /** Such as 5 seconds, or 2 minutes. */
    static String span(Duration span) {
        return span.equals(Duration.ofSeconds(span.toSeconds())) && span.compareTo(Duration.ofMinutes(1)) < 0
                ? Figures.count(span.toSeconds(), "second")
                : Figures.duration(span);
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** How a match becomes an action. */
    static String how(Rule rule) {
        return "for " + Figures.duration(rule.lasting())
                + (rule.needsApproval() ? ", after a person has agreed" : ", at once")
                + (rule.appliesWhenUnknown() ? "; also where facts that it needs are not known" : "");
    }
}
