// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.RunCodec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads the mark in a suspect's counterpart of one matrix.
 *
 * <p>Each row's scale is undone by regression on the original's. Columns that were multiplied count by how little they were
 * changed besides. Runs count by how quiet they are: a matrix, or a run, that
 * was changed much says less. Immutable; parts of a matrix can be read by threads of their own.
 */
final class TensorReading {
    /** Rows from which noise, scale and zeros of a matrix are learnt. */
    private static final int SAMPLED_ROWS = 64;
    /** Rows scaled by less than this are not scaled. */
    private static final double UNSCALED = 0.002;
    /** Zeros that the suspect has more than the original, as a share of weights, from which it was pruned. */
    private static final double PRUNED = 0.02;

    private final Matrix original;
    private final SuspectRows suspect;
    private final MarkSettings settings;
    private final boolean keepsZeros;
    private final Map<Listening, Double> noise = new EnumMap<>(Listening.class);
    private float clip;
    private double mostScaled;
    private double spread;
    private boolean pruned;

    TensorReading(Matrix original, SuspectRows suspect, MarkSettings settings) {
        this.original = original;
        this.suspect = suspect;
        this.settings = settings;
        this.keepsZeros = WeightMarker.keepsZeros(original.tensor().type());
        learn();
    }

    /** By how much weights moved, relative to the root mean square of their runs: 1.4826 times the median. */
    double spread() {
        return spread;
    }

    boolean pruned() {
        return pruned;
    }

    private void learn() {
        int rows = Math.min(SAMPLED_ROWS, original.rows());
        RowPair pair = new RowPair(original, suspect);
        float[] sizes = new float[rows * original.columns()];
        int count = 0;
        long zeros = 0;
        long ownZeros = 0;
        long seen = 0;
        for (int i = 0; i < rows; i++) {
            if (pair.read((int) ((2L * i + 1) * original.rows() / (2L * rows)), true)) {
                mostScaled = Math.max(mostScaled, Math.abs(pair.scale() - 1));
                for (int at = 0; at < original.columns(); at++) {
                    if (!pair.has(at)) {
                        continue;
                    }
                    seen++;
                    zeros += pair.suspect(at) == 0 ? 1 : 0;
                    ownZeros += pair.own(at) == 0 ? 1 : 0;
                    if (pair.suspect(at) != 0) {
                        sizes[count++] = Math.abs(pair.move(at)) * pair.trust(at);
                    }
                }
            }
        }
        pruned = seen > 0 && zeros - ownZeros > PRUNED * seen;
        float[] sorted = Arrays.copyOf(sizes, count);
        Arrays.sort(sorted);
        spread = count == 0 ? 0 : 1.4826 * sorted[count / 2];
        clip = (float) (3 * spread);
        double clipped = 0;
        double whole = 0;
        for (float size : sorted) {
            clipped += square(Listening.CLIPPED.heard(size, clip, 0, 0));
            whole += square(size);
        }
        noise.put(Listening.CLIPPED, count == 0 ? 0 : clipped / count);
        noise.put(Listening.WHOLE, count == 0 ? 0 : whole / count);
    }

    /** Reads the runs of some groups, in every way. */
    void read(Carriers carriers, long from, long to, Map<Heard, SymbolSums> sums) {
        RowPair pair = new RowPair(original, suspect);
        boolean scaled = mostScaled > UNSCALED;
        int runs = original.runsPerRow();
        int row = -1;
        boolean there = false;
        for (long group = from; group < to; group++) {
            long run = carriers.run(group);
            if (run / runs != row) {
                row = (int) (run / runs);
                there = pair.read(row, scaled);
            }
            if (there) {
                run(pair, (int) (run % runs), carriers.symbol(group), carriers.signs(group), sums);
            }
        }
    }

    private void run(RowPair pair, int run, int symbol, int signs, Map<Heard, SymbolSums> sums) {
        pair.look(run);
        int start = run * RunCodec.RUN;
        for (Map.Entry<Heard, SymbolSums> each : sums.entrySet()) {
            if (pair.isRealigned()) {
                addRealigned(pair, start, symbol, signs, each.getKey(), each.getValue());
            } else {
                add(pair, start, symbol, signs, each.getKey(), each.getValue());
            }
        }
    }

    private void add(RowPair pair, int start, int symbol, int signs, Heard how, SymbolSums sums) {
        Listening listening = how.listening();
        float amplitude = (float) settings.amplitude();
        float step = pair.step(0);
        boolean erases = (pruned || step > 0) && how.zerosErased();
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < RunCodec.RUN; i++) {
            if ((erases && pair.isZero(i)) || (keepsZeros && pair.own(start + i) == 0)) {
                continue;
            }
            float heard = listening.heard(pair.moved(i), clip, step, amplitude);
            sum += (signs >>> i & 1) != 0 ? heard : -heard;
            squares += square(heard);
            count++;
        }
        if (count > 0) {
            double weight = weight(listening, squares / count);
            sums.add(symbol, weight * sum, weight * weight * squares, weight * count * listening.gain(step, amplitude));
        }
    }

    /** Each weight with the grid and the trust of its own column: what is heard is made as loud in each of them. */
    private void addRealigned(RowPair pair, int start, int symbol, int signs, Heard how, SymbolSums sums) {
        Listening listening = how.listening();
        float amplitude = (float) settings.amplitude();
        double sum = 0;
        double squares = 0;
        double variance = 0;
        double gain = 0;
        int count = 0;
        for (int i = 0; i < RunCodec.RUN; i++) {
            float step = pair.step(i);
            boolean erased = how.zerosErased() && (pruned || step > 0) && pair.isZero(i);
            if (erased || !pair.has(start + i) || (keepsZeros && pair.own(start + i) == 0)) {
                continue;
            }
            float trust = listening == Listening.EDGES ? 1 : pair.trust(start + i);
            float heard = listening.heard(trust * pair.moved(i), clip, step, amplitude);
            sum += (signs >>> i & 1) != 0 ? trust * heard : -trust * heard;
            squares += square(heard);
            variance += square(trust * heard);
            gain += square(trust) * listening.gain(step, amplitude);
            count++;
        }
        if (count > 0) {
            double weight = weight(listening, squares / count);
            sums.add(symbol, weight * sum, weight * weight * variance, weight * gain);
        }
    }

    /** Quiet runs count for more; half by the run itself, half by its matrix, as 32 weights tell little of their noise. */
    private double weight(Listening listening, double ofRun) {
        return listening == Listening.EDGES
                ? 1
                : 1 / ((noise.getOrDefault(listening, 0.0) + ofRun) / 2 + square(settings.amplitude()));
    }

    private static double square(double x) {
        return x * x;
    }
}
