// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** Hugging Face's SynthID-Text as it is defined: one look into the table for each layer. */
final class SynthIdDirect implements LayeredScores {

    private final long[] keys;
    private final int width;
    private final byte[] coins;
    private final double share;

    SynthIdDirect(long[] keys, int width, byte[] coins) {
        this.keys = keys;
        this.width = width;
        this.coins = coins;
        long ones = 0;
        for (byte coin : coins) {
            ones += coin;
        }
        this.share = (double) ones / coins.length;
    }

    @Override
    public int layers() {
        return keys.length;
    }

    @Override
    public int contextWidth() {
        return width;
    }

    @Override
    public ScoreLaw law() {
        return new ScoreLaw.Bits(keys.length, share);
    }

    @Override
    public double score(int[] tokens, int position) {
        return Long.bitCount(layerBits(tokens, position));
    }

    @Override
    public long layerBits(int[] tokens, int position) {
        long folded = Lcg.foldAll(1, tokens, position - width, width + 1);
        long bits = 0;
        for (int layer = 0; layer < keys.length; layer++) {
            long layerKey = layerKey(folded, layer);
            bits |= (long) coins[Math.floorMod(layerKey, coins.length)] << layer;
        }
        return bits;
    }

    long layerKey(long folded, int layer) {
        return Lcg.fold(folded, keys[layer]);
    }

    @Override
    public KeyedScores weighted(double steepness) {
        return new WeightedLayers(this, SynthId.weights(keys.length, share, steepness));
    }
}
