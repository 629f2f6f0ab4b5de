// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * Layer bits added up with weights; where a key's layers depend on each other, scaled around the mean so that the sum
 * spreads as that of independent layers does.
 */
final class WeightedLayers implements KeyedScores {

    private final LayeredScores bits;
    private final ScoreLaw.WeightedBits law;
    private final double[] weights;
    private final double offset;

    WeightedLayers(LayeredScores bits, ScoreLaw.WeightedBits law) {
        this(bits, law, 1);
    }

    /** @param spread the variance of the weighted sum under this key, by that of independent layers */
    WeightedLayers(LayeredScores bits, ScoreLaw.WeightedBits law, double spread) {
        this.bits = bits;
        this.law = law;
        double scale = 1 / Math.sqrt(spread);
        this.offset = law.mean() * (1 - scale);
        this.weights = new double[law.layers()];
        for (int layer = 0; layer < weights.length; layer++) {
            weights[layer] = scale * law.weight(layer);
        }
    }

    @Override
    public ScoreLaw law() {
        return law;
    }

    @Override
    public int contextWidth() {
        return bits.contextWidth();
    }

    @Override
    public double score(int[] tokens, int position) {
        double sum = offset;
        for (long left = bits.layerBits(tokens, position); left != 0; left &= left - 1) {
            sum += weights[Long.numberOfTrailingZeros(left)];
        }
        // So that no score lies where the law says that none can.
        return Math.clamp(sum, 0, law.layers());
    }
}
