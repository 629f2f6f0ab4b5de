// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import dev.stillwatch.detect.ElicitationWeights;
import java.util.ArrayList;
import java.util.List;

/** Turns a fitted model and its calibration into the shipped form: one signed byte per weight. */
final class Quantised {
    private Quantised() {}

    static ElicitationWeights of(Trainer.Fitted fitted, HeldOut calibration, String writtenText, String dataSets) {
        int kinds = Elicitation.values().length;
        int count = fitted.features().length;
        byte[] weights = new byte[count * kinds];
        List<ElicitationWeights.Line> lines = new ArrayList<>();
        for (int k = 0; k < kinds; k++) {
            LogisticRegression one = fitted.classes().get(k);
            double largest = 1e-9;
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, Math.abs(one.weight(i)));
            }
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
