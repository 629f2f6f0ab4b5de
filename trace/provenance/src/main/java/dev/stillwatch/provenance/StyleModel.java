// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A linear model of who wrote a text: for each style feature and each model family, how much the feature speaks for the
 * family against people.
 *
 * <p>File, big-endian: magic {@code SWST}, int version, a UTF-8 string naming the training data, for each model family a
 * float scale and a float bias, then {@link StyleFeatures#DIMENSIONS} ints, each of one signed byte per family, the first
 * family lowest. Derived statistics only: no text can be read back. One megabyte. Immutable, so thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2502.12150">Sun et al. 2025: idiosyncrasies of language models</a>
 */
public final class StyleModel {
    private static final int MAGIC = 0x53575354;
    private static final int VERSION = 1;
    private static final int FAMILIES = 4;

    private final String provenance;
    private final float[] scales;
    private final float[] biases;
    private final int[] weights;

    private static final class Shipped {
        static final StyleModel MODEL = load();

        private static StyleModel load() {
            try (InputStream in = StyleModel.class.getResourceAsStream("style-model.bin")) {
                return parse(Objects.requireNonNull(in, "style-model.bin is missing from the jar")
                        .readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * A model from its parts.
     *
     * @param provenance which data it was trained on, for people
     * @param scales nats for one step of a weight, per family
     * @param biases nats per family, for a text without features
     * @param weights one signed byte per family, for each feature
     */
    public StyleModel(String provenance, float[] scales, float[] biases, int[] weights) {
        this.provenance = Objects.requireNonNull(provenance, "provenance is null");
        this.scales = scales.clone();
        this.biases = biases.clone();
        this.weights = weights.clone();
        if (scales.length != FAMILIES || biases.length != FAMILIES || weights.length != StyleFeatures.DIMENSIONS) {
            throw new IllegalArgumentException(
                    scales.length + " scales, " + biases.length + " biases, " + weights.length + " features");
        }
        for (int k = 0; k < FAMILIES; k++) {
            if (!Float.isFinite(scales[k]) || !Float.isFinite(biases[k])) {
                throw new IllegalArgumentException("scale or bias of family " + k + " is not finite");
            }
        }
    }

    /** The model in this jar; loaded once. */
    public static StyleModel shipped() {
        return Shipped.MODEL;
    }

    /** Which data it was trained on, for people. */
    public String provenance() {
        return provenance;
    }

    /** Log-odds of each model family against people, in nats, for the text that {@code features} read last. */
    void score(StyleFeatures features, double[] nats) {
        Arrays.fill(nats, 0);
        int start = 0;
        for (int block = 0; block < StyleFeatures.BLOCKS; block++) {
            addBlock(features, start, features.blockEnd(block), nats);
            start = features.blockEnd(block);
        }
        for (int k = 0; k < FAMILIES; k++) {
            nats[k] = nats[k] * scales[k] + biases[k];
        }
    }

    private void addBlock(StyleFeatures features, int start, int end, double[] sums) {
        // Whole numbers, because turning four bytes into fractions costs more than multiplying them. No sum overflows:
        // a block has at most one feature for each character, and a weight grows more slowly than its count.
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        long squares = 0;
        for (int i = start; i < end; i++) {
            int four = weights[features.id(i)];
            int weight = features.dampedSteps(i);
            a += weight * (byte) four;
            b += weight * (byte) (four >> 8);
            c += weight * (byte) (four >> 16);
            d += weight * (four >> 24);
            squares += (long) weight * weight;
        }
        double norm = squares == 0 ? 0 : StyleFeatures.BLOCK_LENGTH / StrictMath.sqrt((double) squares);
        sums[0] += a * norm;
        sums[1] += b * norm;
        sums[2] += c * norm;
        sums[3] += d * norm;
    }

    /** Nats for one step of weight of a feature, for a family by its place among the models. */
    double weight(int id, int model) {
        return (byte) (weights[id] >> (8 * model)) * (double) scales[model];
    }

    /** Reads a model file; IllegalArgumentException when it is not one or is damaged. */
    public static StyleModel parse(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IllegalArgumentException("not a style model of version " + VERSION);
            }
            String provenance = in.readUTF();
            float[] scales = new float[FAMILIES];
            float[] biases = new float[FAMILIES];
            for (int k = 0; k < FAMILIES; k++) {
                scales[k] = in.readFloat();
                biases[k] = in.readFloat();
            }
            int[] weights = new int[StyleFeatures.DIMENSIONS];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = in.readInt();
            }
            if (in.read() != -1) {
                throw new IllegalArgumentException("style model has bytes after its end");
            }
            return new StyleModel(provenance, scales, biases, weights);
        } catch (IOException e) {
            throw new IllegalArgumentException("style model is cut off", e);
        }
    }

    /** The model file. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * weights.length + 200);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(provenance);
            for (int k = 0; k < FAMILIES; k++) {
                out.writeFloat(scales[k]);
                out.writeFloat(biases[k]);
            }
            for (int weight : weights) {
                out.writeInt(weight);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
