// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Reads texts one by one and says whose style each is in, or that it cannot tell.
 *
 * <p>Linear in the length of a text, of which at most {@link StyleFeatures#MAX_CHARACTERS} characters are read; {@link
 * #score} allocates one record. Holds some 2 MB; not thread-safe, so use one for each thread. The model is shared.
 */
public final class StyleReader {
    private static final int MOST_EVIDENCE = 64;

    private final StyleModel model;
    private final StyleCalibration calibration;
    private final StyleFeatures features = new StyleFeatures();
    private final double[] nats = new double[Writer.models().size()];

    /** Reads with the shipped model. */
    public StyleReader() {
        this(StyleModel.shipped(), StyleCalibration.shipped());
    }

    /** Reads with a model and the calibration measured for it. */
    public StyleReader(StyleModel model, StyleCalibration calibration) {
        this.model = Objects.requireNonNull(model, "model is null");
        this.calibration = Objects.requireNonNull(calibration, "calibration is null");
    }

    /** The bare scores of a text, however short or strange it is. */
    public StyleScores score(CharSequence text) {
        features.read(text);
        model.score(features, nats);
        return new StyleScores(nats[0], nats[1], nats[2], nats[3], features.words(), features.functionWords());
    }

    /** Whose style a text is in, as far as the calibration allows to say so. */
    public StyleOutcome judge(CharSequence text) {
        return calibration.judge(score(text));
    }

    /**
     * Which features of a text spoke most for and against a model family, in the order of their weight.
     *
     * <p>N-grams have at most two words, each cut at 20 characters, or three characters, and those with digits or {@code
     * @} are left out, so that neither a sentence nor an address can be read from them. Slower than {@link #score}.
     *
     * @param family a family of models
     * @param most how many to return, 0 to 64
     */
    public List<StyleEvidence> evidence(CharSequence text, Writer family, int most) {
        if (!family.isModel() || most < 0 || most > MOST_EVIDENCE) {
            throw new IllegalArgumentException("evidence for " + family.label() + ", at most " + most);
        }
        features.read(text);
        List<StyleEvidence> evidence = new ArrayList<>();
        int start = 0;
        for (int block = 0; block < StyleFeatures.BLOCKS; block++) {
            double norm = features.blockNorm(block);
            for (int i = start; i < features.blockEnd(block); i++) {
                // Single characters and their neighbours say little to people; words and templates do.
                if (features.kind(i) != GramKind.CHARACTERS) {
                    double nat = features.damped(i) * norm * model.weight(features.id(i), family.model());
                    evidence.add(new StyleEvidence(features.kind(i), features.gram(i), nat));
                }
            }
            start = features.blockEnd(block);
        }
        return evidence.stream()
                .filter(one -> one.gram().chars().noneMatch(c -> c == '@' || (one.isText() && Character.isDigit(c))))
                .sorted(Comparator.comparingDouble((StyleEvidence one) -> -Math.abs(one.nats()))
                        .thenComparing(StyleEvidence::gram))
                .limit(most)
                .toList();
    }
}
