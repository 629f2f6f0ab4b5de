// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** Hugging Face's SynthID-Text as it is defined: one look into the table for each layer. */
final class SynthIdDirect implements LayeredScores {

    private final long[] keys;
    private final int width;
    private final byte[] coins;
    private final double share;
    private final boolean powerOfTwo;

    SynthIdDirect(long[] keys, int width, byte[] coins) {
        this.keys = keys;
        this.width = width;
        this.coins = coins;
        this.powerOfTwo = Integer.bitCount(coins.length) == 1;
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
            bits |= (long) coins[index(layerKey(folded, layer))] << layer;
        }
        return bits;
    }

    /** The remainder; a mask where the size is a power of two, since divisions would take most of the time. */
    private int index(long layerKey) {
        return powerOfTwo ? (int) layerKey & (coins.length - 1) : Math.floorMod(layerKey, coins.length);
    }

    long layerKey(long folded, int layer) {
        return Lcg.fold(folded, keys[layer]);
    }

    @Override
    public KeyedScores weighted(double steepness) {
        return new WeightedLayers(this, SynthId.weights(keys.length, share, steepness));
    }
}
