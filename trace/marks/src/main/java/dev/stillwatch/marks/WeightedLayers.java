// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** Layer bits added up with weights. */
final class WeightedLayers implements KeyedScores {

    private final LayeredScores bits;
    private final ScoreLaw.WeightedBits law;
    private final double[] weights;

    WeightedLayers(LayeredScores bits, ScoreLaw.WeightedBits law) {
        this.bits = bits;
        this.law = law;
        this.weights = new double[law.layers()];
        for (int layer = 0; layer < weights.length; layer++) {
            weights[layer] = law.weight(layer);
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
        double sum = 0;
        for (long left = bits.layerBits(tokens, position); left != 0; left &= left - 1) {
            sum += weights[Long.numberOfTrailingZeros(left)];
        }
        return sum;
    }
}
