// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.BaselineDrift;
import dev.stillwatch.detect.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the verdicts rest on, in words. */
final class CalibrationWords {
    private CalibrationWords() {}

    /** Where the threshold comes from, then what it can promise. */
    static List<String> sentences(Calibration calibration) {
        List<String> sentences = new ArrayList<>();
        sentences.add("The threshold is a score of "
                + Figures.signed(calibration.threshold().nats()) + ", set on "
                + Figures.count(calibration.accounts(), "account") + " taken as benign: "
                + VisibleText.shortened(calibration.source(), 300)
                + (calibration.source().endsWith(".") ? "" : "."));
        if (calibration.strata().size() > 1) {
            sentences.add("Accounts are compared with accounts of similar volume, in "
                    + Figures.count(calibration.strata().size(), "range")
                    + " of exchanges made; the threshold named is the highest of theirs.");
        }
        double asked = calibration.falsePositiveRate().value();
        double achievable = calibration.achievable().value();
        sentences.add("It is meant to call no more than " + rate(asked) + " benign accounts distillation.");
        if (achievable > asked) {
            sentences.add("So few calibration accounts cannot certify that: the strictest rate they can is "
                    + rate(achievable) + ". More earlier traffic, given with --baseline, would.");
        }
        drift(calibration.drift()).ifPresent(sentences::add);
        return sentences;
    }

    /** That the baseline has drifted, how, and what to do; empty when it has not. */
    static Optional<String> drift(BaselineDrift drift) {
        if (!drift.moved()) {
            return Optional.empty();
        }
        String moved = drift.changes().stream()
                .filter(BaselineDrift.Change::moved)
                .map(change -> change.trait() + " by " + Figures.decimal(change.effect(), 1))
                .collect(Collectors.joining(", "));
        return Optional.of("The baseline no longer looks like this traffic: "
                + Figures.count(drift.customers(), "customer") + " seen in both moved together (" + moved
                + " standard deviations). Thresholds are now the more cautious of the baseline's and this traffic's own;"
                + " take a fresh baseline, of the same days of the week.");
    }

    private static String rate(double probability) {
        return probability <= 0 ? "none of the" : "1 in " + Figures.grouped(Math.round(1 / probability));
    }
}
