// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.report.CampaignFigures;
import dev.stillwatch.report.Figures;
import java.time.Instant;
import java.util.stream.Collectors;

/** Cases and actions in words, for people. */
public final class CaseWords {
    private CaseWords() {}

    /** What was found, in a sentence; what a person found comes first. */
    public static String verdict(Case one) {
        boolean refuted = one.feedback().stream()
                .filter(Feedback::wholeCase)
                .reduce((_, later) -> later)
                .filter(latest -> latest.finding() == Feedback.Finding.FALSE_POSITIVE)
                .isPresent();
        return verdict(one.latest().campaign(), refuted);
    }

    /**
     * What was found, in a sentence.
     *
     * @param refuted whether a person found the whole to be a false positive
     */
    public static String verdict(Campaign campaign, boolean refuted) {
        return (refuted ? "A person found this to be a false positive. What detection said: " : "")
                + detected(campaign);
    }

    private static String detected(Campaign campaign) {
        String accounts = Figures.count(campaign.accounts().size(), "account");
        return campaign.verdict() == Verdict.DISTILLATION
                ? accounts + " acted as one to harvest a model's answers: " + CampaignFigures.strength(campaign)
                        + ", not proof."
                : accounts + ", judged " + campaign.verdict().label() + ": " + CampaignFigures.meaning(campaign) + ".";
    }

    /** What a countermeasure does, in a few words. */
    public static String of(Countermeasure countermeasure) {
        return switch (countermeasure) {
            case Countermeasure.Observe _ -> "observe";
            case Countermeasure.Deter _ -> "deter";
            case Countermeasure.Throttle throttle ->
                "throttle to " + Figures.count(throttle.requests(), "request") + " per "
                        + Figures.duration(throttle.per());
            case Countermeasure.StepUp _ -> "ask for verification";
            case Countermeasure.Withhold withhold ->
                "withhold " + withhold.models().stream().sorted().collect(Collectors.joining(", "));
            case Countermeasure.Suspend _ -> "suspend";
        };
    }

    /** What an action is about and how it stands at a time. */
    public static String of(Action action, Instant now) {
        String what = of(action.countermeasure()) + " "
                + Figures.count(action.accounts().size(), "account");
        return switch (action.statusAt(now)) {
            case PROPOSED -> what + ": proposed, waits for approval";
            case ACTIVE ->
                now.isBefore(action.from())
                        ? what + ": from " + Figures.minute(action.from()) + " until " + Figures.minute(action.until())
                        : what + ": in force until " + Figures.minute(action.until());
            case EXPIRED -> what + ": ended " + Figures.minute(action.until());
            case UNDONE ->
                what + ": undone"
                        + action.undone()
                                .map(undo ->
                                        " by " + undo.who() + ", " + Figures.minute(undo.when()) + ": " + undo.why())
                                .orElse("");
        };
    }
}
