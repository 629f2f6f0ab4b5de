// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Judges from a prompt's words whether it asks for what trains a model.
 *
 * <p><b>Features.</b> Words and neighbouring pairs ({@link ElicitationFeatures}) of the system
 * and the user text alike, each present or not. Only features the training kept have weight; anything else, such as the
 * content of a slot, is invisible. One linear model per class: the sum of the weights divided by the square root of
 * (number of known features present + {@value #DAMPING}), so that long prompts are not judged on length.
 *
 * <p><b>Calibration.</b> Platt's line per class, fitted on predictions for template families the predicting model had
 * not seen, at a prior of {@link #PRIOR}; overall is a line on the log of the classes' summed odds. To have a
 * likelihood ratio, subtract {@code ln(PRIOR / (1 - PRIOR))}. Scores lie within ±{@value #BOUND} nats.
 *
 * <p>Immutable and thread-safe. Linear in the kept tokens (at most 640, see {@link PromptTokens}); besides the result it
 * allocates one bit per feature.
 */
public final class ElicitationModel {
    /** Share of eliciting prompts at which the log-odds are probabilities. */
    public static final double PRIOR = 0.1;

    /** Added to the number of known features before the square root. */
    public static final int DAMPING = 8;

    private static final float BOUND = 8;
    private static final int FILTER_BITS = 1 << 17;
    private static final int KINDS = Elicitation.values().length;
    private static final String RESOURCE = "elicitation-model.bin";

    private final ElicitationWeights source;
    /** One bit per low hash part of a known feature: small enough to stay cached, so that most misses end here. */
    private final long[] filter = new long[FILTER_BITS / Long.SIZE];

    private final int[] slots;
    private final short[] indexes;
    private final int shift;
    private final byte[] weights;
    private final float[] slopes = new float[KINDS];
    private final float[] intercepts = new float[KINDS];
    private final int features;

    private static final class Shipped {
        static final ElicitationModel MODEL = load();
    }

    /** Prepares trained weights for scoring; at most 32,767 features. */
    public ElicitationModel(ElicitationWeights source) {
        this.source = source;
        int[] hashes = source.features();
        if (hashes.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException("model of " + hashes.length + " features, at most " + Short.MAX_VALUE);
        }
        features = hashes.length;
        weights = source.weights();
        int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(Math.max(1, features)));
        shift = 32 - bits;
        slots = new int[1 << bits];
        indexes = new short[1 << bits];
        for (int i = 0; i < features; i++) {
            filter[(hashes[i] & (FILTER_BITS - 1)) >> 6] |= 1L << hashes[i];
            int slot = slot(hashes[i]);
            while (indexes[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = hashes[i];
            indexes[slot] = (short) (i + 1);
        }
        List<ElicitationWeights.Line> lines = source.classes();
        for (int k = 0; k < KINDS; k++) {
            slopes[k] = lines.get(k).slope();
            intercepts[k] = lines.get(k).intercept();
        }
    }

    /** The model that comes with this release; loaded once. */
    public static ElicitationModel shipped() {
        return Shipped.MODEL;
    }

    /** The weights and the record of what they were trained on. */
    public ElicitationWeights source() {
        return source;
    }

    /** Scores one prompt; either text may be empty. */
    public ElicitationScore score(PromptTokens user, PromptTokens system) {
        long[] seen = new long[(features + 63) / 64];
        Sums sums = new Sums();
        add(system, seen, sums);
        add(user, seen, sums);
        float norm = (float) (1 / Math.sqrt(sums.known + DAMPING));
        float cot = line(0, sums.s0 * norm);
        float grading = line(1, sums.s1 * norm);
        float rows = line(2, sums.s2 * norm);
        float rewrite = line(3, sums.s3 * norm);
        float tools = line(4, sums.s4 * norm);
        float jailbreak = line(5, sums.s5 * norm);
        double odds = Math.exp(cot)
                + Math.exp(grading)
                + Math.exp(rows)
                + Math.exp(rewrite)
                + Math.exp(tools)
                + Math.exp(jailbreak);
        float overall = bounded((float)
                (source.overall().slope() * Math.log(odds) + source.overall().intercept()));
        return new ElicitationScore(overall, cot, grading, rows, rewrite, tools, jailbreak);
    }

    private void add(PromptTokens tokens, long[] seen, Sums sums) {
        int last = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int token = tokens.hash(i);
            add(ElicitationFeatures.word(token), seen, sums);
            if (i > 0) {
                add(ElicitationFeatures.pair(last, token), seen, sums);
            }
            last = token;
        }
    }

    private void add(int feature, long[] seen, Sums sums) {
        if ((filter[(feature & (FILTER_BITS - 1)) >> 6] & (1L << feature)) == 0) {
            return;
        }
        int slot = slot(feature);
        while (indexes[slot] != 0) {
            if (slots[slot] == feature) {
                int index = indexes[slot] - 1;
                long bit = 1L << index;
                if ((seen[index >> 6] & bit) == 0) {
                    seen[index >> 6] |= bit;
                    sums.add(weights, index * KINDS);
                }
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
    }

    private int slot(int feature) {
        return (feature * 0x9E3779B1) >>> shift;
    }

    private float line(int kind, float x) {
        return bounded(slopes[kind] * x + intercepts[kind]);
    }

    private static float bounded(float nats) {
        return Math.clamp(nats, -BOUND, BOUND);
    }

    /** Six integer sums: the classes' weights are bytes, the scale is part of each class's line. */
    private static final class Sums {
        private int known;
        private int s0;
        private int s1;
        private int s2;
        private int s3;
        private int s4;
        private int s5;

        void add(byte[] weights, int at) {
            known++;
            s0 += weights[at];
            s1 += weights[at + 1];
            s2 += weights[at + 2];
            s3 += weights[at + 3];
            s4 += weights[at + 4];
            s5 += weights[at + 5];
        }
    }

    private static ElicitationModel load() {
        try (InputStream in = ElicitationModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new ElicitationModel(ElicitationWeights.parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
