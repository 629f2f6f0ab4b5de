// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import dev.stillwatch.detect.ElicitationWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns a fitted model and its calibration into the shipped form: one signed byte per weight. */
final class Quantised {
    /** Weights beyond this quantile of their class are cut to it, so that a few large ones do not coarsen the rest. */
    private static final double QUANTILE = 0.999;

    private Quantised() {}

    static ElicitationWeights of(Trainer.Fitted fitted, HeldOut calibration, String writtenText, String dataSets) {
        int kinds = Elicitation.values().length;
        int count = fitted.features().length;
        byte[] weights = new byte[count * kinds];
        List<ElicitationWeights.Line> lines = new ArrayList<>();
        for (int k = 0; k < kinds; k++) {
            LogisticRegression one = fitted.classes().get(k);
            double[] sizes = new double[count];
            for (int i = 0; i < count; i++) {
                sizes[i] = Math.abs(one.weight(i));
            }
            Arrays.sort(sizes);
            double largest = count == 0 ? 1 : Math.max(1e-9, sizes[(int) (QUANTILE * (count - 1))]);
            double scale = largest / 127;
            for (int i = 0; i < count; i++) {
                weights[i * kinds + k] = (byte) Math.clamp(Math.round(one.weight(i) / scale), -127, 127);
            }
            Platt platt = calibration.lines().get(k);
            lines.add(new ElicitationWeights.Line((float) (platt.slope() * scale), (float) platt.apply(one.bias())));
        }
        Platt overall = calibration.overallLine();
        return new ElicitationWeights(
                writtenText,
                dataSets,
                lines,
                new ElicitationWeights.Line((float) overall.slope(), (float) overall.intercept()),
                fitted.features(),
                weights);
    }
}
