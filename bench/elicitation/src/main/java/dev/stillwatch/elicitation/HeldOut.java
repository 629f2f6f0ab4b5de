// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import dev.stillwatch.detect.ElicitationModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Scores of every example by a model that saw none of its group, and the calibration fitted on them.
 */
final class HeldOut {
    private static final List<Elicitation> KINDS = List.of(Elicitation.values());
    private static final int FOLDS = 5;

    private final List<Platt> lines;
    private final Platt overallLine;
    private final double[][] classes;
    private final double[] overall;

    private HeldOut(List<Platt> lines, Platt overallLine, double[][] classes, double[] overall) {
        this.lines = lines;
        this.overallLine = overallLine;
        this.classes = classes;
        this.overall = overall;
    }

    /** Calibration per class. */
    List<Platt> lines() {
        return lines;
    }

    /** Calibration of the log of the summed class odds. */
    Platt overallLine() {
        return overallLine;
    }

    /** Calibrated log-odds, {@code [example][class]}. */
    double[][] classes() {
        return classes;
    }

    /** Calibrated overall log-odds per example. */
    double[] overall() {
        return overall;
    }

    /** Cross-validates; {@code group} names what is never split, a family or a wording. */
    static HeldOut of(Trainer trainer, List<Example> examples, List<int[]> hashes, Function<Example, String> group) {
        double[][] raw = new double[examples.size()][];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Example> training = new ArrayList<>();
            List<int[]> trainingHashes = new ArrayList<>();
            for (int i = 0; i < examples.size(); i++) {
                if (fold(group.apply(examples.get(i))) != fold) {
                    training.add(examples.get(i));
                    trainingHashes.add(hashes.get(i));
                }
            }
            Trainer.Fitted fitted = trainer.fit(training, trainingHashes);
            for (int i = 0; i < raw.length; i++) {
                if (fold(group.apply(examples.get(i))) == fold) {
                    raw[i] = fitted.raw(hashes.get(i));
                }
            }
        }
        return calibrated(examples, raw);
    }

    private static HeldOut calibrated(List<Example> examples, double[][] raw) {
        int n = examples.size();
        List<Platt> lines = new ArrayList<>();
        double[][] classes = new double[n][Elicitation.values().length];
        for (int k = 0; k < KINDS.size(); k++) {
            Elicitation kind = KINDS.get(k);
            int column = k;
            double[] scores = Arrays.stream(raw).mapToDouble(row -> row[column]).toArray();
            boolean[] labels = new boolean[n];
            double[] importance = new double[n];
            for (int i = 0; i < n; i++) {
                labels[i] = examples.get(i).kind().filter(kind::equals).isPresent();
                // Against ordinary prompts only: two classes may both be true.
                importance[i] = labels[i] || examples.get(i).kind().isEmpty() ? 1 : 0;
            }
            Platt line = Platt.fit(scores, labels, importance, ElicitationModel.PRIOR);
            lines.add(line);
            for (int i = 0; i < n; i++) {
                classes[i][column] = line.apply(scores[i]);
            }
        }
        double[] pooled =
                Arrays.stream(classes).mapToDouble(HeldOut::logOfSummedOdds).toArray();
        boolean[] labels = new boolean[n];
        double[] importance = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = examples.get(i).kind().isPresent();
            importance[i] = 1;
        }
        Platt overall = Platt.fit(pooled, labels, importance, ElicitationModel.PRIOR);
        return new HeldOut(
                List.copyOf(lines),
                overall,
                classes,
                Arrays.stream(pooled).map(overall::apply).toArray());
    }

    private static double logOfSummedOdds(double[] nats) {
        double sum = 0;
        for (double one : nats) {
            sum += StrictMath.exp(Math.clamp(one, -8.0, 8.0));
        }
        return StrictMath.log(sum);
    }

    private static int fold(String group) {
        int h = group.hashCode() * 0x9E3779B1;
        return Math.floorMod(h ^ (h >>> 15), FOLDS);
    }
}
