// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Calibration;
import java.util.ArrayList;
import java.util.List;

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
        double asked = calibration.falsePositiveRate().value();
        double achievable = calibration.achievable().value();
        sentences.add("It is meant to call no more than " + rate(asked) + " benign accounts distillation.");
        if (achievable > asked) {
            sentences.add("So few calibration accounts cannot certify that: the strictest rate they can is "
                    + rate(achievable) + ". More earlier traffic, given with --baseline, would.");
        }
        return sentences;
    }

    private static String rate(double probability) {
        return probability <= 0 ? "none of the" : "1 in " + Figures.grouped(Math.round(1 / probability));
    }
}
