// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What training leaves behind: the content of a model file.
 *
 * <p>File, big-endian: magic {@code SWEL}, int version, two UTF-8 strings (see below), one {@link Line} per class and
 * one for the overall score, int feature count, the features in ascending order, then for each feature one signed byte
 * per class. Equality is that of {@link #toBytes}.
 */
public final class ElicitationWeights {
    private final String writtenText;
    private final String dataSets;
    private final List<Line> classes;
    private final Line overall;
    private final int[] features;
    private final byte[] weights;

    private static final int MAGIC = 0x5357454C;
    private static final int VERSION = 1;
    private static final int MAX_FEATURES = 1 << 20;

    /** A straight line: {@code slope * x + intercept}. */
    public record Line(float slope, float intercept) {
        public Line {
            if (!Float.isFinite(slope) || !Float.isFinite(intercept)) {
                throw new IllegalArgumentException("line is not finite: " + slope + ", " + intercept);
            }
        }
    }

    /**
     * Weights and where they come from.
     *
     * @param writtenText SHA-256, in hexadecimal, of the training text that the project wrote itself
     * @param dataSets names and SHA-256 of the public data sets used, one a line
     * @param classes scale and calibration per {@link Elicitation}, in declaration order
     * @param overall calibration of the log of the summed class odds
     * @param features hashes of {@link ElicitationFeatures}, strictly ascending
     * @param weights {@code weights[feature * classes + class]}; their scale is part of {@code classes}
     */
    public ElicitationWeights(
            String writtenText, String dataSets, List<Line> classes, Line overall, int[] features, byte[] weights) {
        this.writtenText = Objects.requireNonNull(writtenText, "writtenText is null");
        this.dataSets = Objects.requireNonNull(dataSets, "dataSets is null");
        this.overall = Objects.requireNonNull(overall, "overall is null");
        this.classes = List.copyOf(classes);
        this.features = features.clone();
        this.weights = weights.clone();
        int kinds = Elicitation.values().length;
        if (classes.size() != kinds || weights.length != features.length * kinds) {
            throw new IllegalArgumentException(classes.size() + " classes and " + weights.length + " weights for "
                    + features.length + " features");
        }
        for (int i = 1; i < features.length; i++) {
            if (features[i - 1] >= features[i]) {
                throw new IllegalArgumentException("features not ascending at " + i);
            }
        }
    }

    /** SHA-256, in hexadecimal, of the training text that the project wrote itself. */
    public String writtenText() {
        return writtenText;
    }

    /** Names and SHA-256 of the public data sets used, one a line. */
    public String dataSets() {
        return dataSets;
    }

    /** Scale and calibration per class. */
    public List<Line> classes() {
        return classes;
    }

    /** Calibration of the log of the summed class odds. */
    public Line overall() {
        return overall;
    }

    /** Feature hashes, strictly ascending; a copy. */
    public int[] features() {
        return features.clone();
    }

    /** One signed byte per feature and class; a copy. */
    public byte[] weights() {
        return weights.clone();
    }

    /** Reads a model file; IllegalArgumentException when it is not one or is damaged. */
    public static ElicitationWeights parse(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IllegalArgumentException("not an elicitation model of version " + VERSION);
            }
            String writtenText = in.readUTF();
            String dataSets = in.readUTF();
            Line[] classes = new Line[Elicitation.values().length];
            for (int k = 0; k < classes.length; k++) {
                classes[k] = new Line(in.readFloat(), in.readFloat());
            }
            Line overall = new Line(in.readFloat(), in.readFloat());
            int count = in.readInt();
            if (count < 0 || count > MAX_FEATURES) {
                throw new IllegalArgumentException("elicitation model of " + count + " features");
            }
            int[] features = new int[count];
            for (int i = 0; i < count; i++) {
                features[i] = in.readInt();
            }
            byte[] weights = new byte[count * classes.length];
            in.readFully(weights);
            if (in.read() != -1) {
                throw new IllegalArgumentException("elicitation model has bytes after its end");
            }
            return new ElicitationWeights(writtenText, dataSets, List.of(classes), overall, features, weights);
        } catch (IOException e) {
            throw new IllegalArgumentException("elicitation model is cut off", e);
        }
    }

    /** The model file. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(writtenText);
            out.writeUTF(dataSets);
            for (Line line : classes) {
                out.writeFloat(line.slope());
                out.writeFloat(line.intercept());
            }
            out.writeFloat(overall.slope());
            out.writeFloat(overall.intercept());
            out.writeInt(features.length);
            for (int feature : features) {
                out.writeInt(feature);
            }
            out.write(weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ElicitationWeights that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(features) * 31 + Arrays.hashCode(weights);
    }
}
