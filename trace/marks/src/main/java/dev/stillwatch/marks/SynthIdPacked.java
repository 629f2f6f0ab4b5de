// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * Hugging Face's SynthID-Text where the table's size is a power of two up to 65,536: the score comes from one read.
 *
 * <p>The low bits of a fold depend on the low bits of its inputs only. So the coin of layer l is the entry at the folded
 * tokens plus the layer's key in one rearranged row of coins, and the sum over all layers is a function of 16 bits.
 * Building costs one pass over the table a layer; 64 kB a key, and as much again for all keys of one table.
 */
final class SynthIdPacked implements LayeredScores {
    private static final int MULTIPLIER = (int) Lcg.MULTIPLIER;
    private static final int RUN = 1024;

    private final long[] keys;
    private final int width;
    private final int mask;
    private final byte[] rearranged;
    private final byte[] ones;
    private final double share;
    /** What a token at each place of the window adds to the folded number, the token itself last. */
    private final int[] powers;

    private final int constant;

    SynthIdPacked(long[] keys, int width, RearrangedCoins coins) {
        this.keys = keys;
        this.width = width;
        this.rearranged = coins.row();
        this.share = coins.share();
        int size = rearranged.length;
        this.mask = size - 1;
        this.ones = new byte[size];
        for (long key : keys) {
            int shift = (int) key & mask;
            addRun(rearranged, shift, ones, 0, size - shift);
            addRun(rearranged, 0, ones, size - shift, shift);
        }
        this.powers = new int[width + 1];
        int power = 1;
        int rest = 1;
        for (int place = width; place >= 0; place--) {
            rest = place == width ? 1 : rest + power;
            power *= MULTIPLIER;
            powers[place] = power;
        }
        this.constant = rest + power;
    }

    private static void addRun(byte[] from, int fromIndex, byte[] to, int toIndex, int count) {
        for (int i = 0; i < count; i++) {
            to[toIndex + i] += from[fromIndex + i];
        }
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
        return ones[folded(tokens, position)];
    }

    @Override
    public long layerBits(int[] tokens, int position) {
        int folded = folded(tokens, position);
        long bits = 0;
        for (int layer = 0; layer < keys.length; layer++) {
            bits |= (long) rearranged[(folded + (int) keys[layer]) & mask] << layer;
        }
        return bits;
    }

    @Override
    public void scores(int[] tokens, int from, double[] scores) {
        int[] folded = new int[Math.min(RUN, scores.length)];
        for (int done = 0; done < scores.length; done += RUN) {
            int count = Math.min(RUN, scores.length - done);
            fold(tokens, from + done, folded, count);
            for (int i = 0; i < count; i++) {
                scores[done + i] = ones[folded[i] & mask];
            }
        }
    }

    @Override
    public double total(int[] tokens, int[] positions) {
        long total = 0;
        if (width == 4) {
            // The usual width by hand: twice as fast as the loop over places.
            int p0 = powers[0];
            int p1 = powers[1];
            int p2 = powers[2];
            int p3 = powers[3];
            int p4 = powers[4];
            for (int position : positions) {
                int folded = constant
                        + tokens[position - 4] * p0
                        + tokens[position - 3] * p1
                        + tokens[position - 2] * p2
                        + tokens[position - 1] * p3
                        + tokens[position] * p4;
                total += ones[folded & mask];
            }
            return total;
        }
        for (int position : positions) {
            total += ones[folded(tokens, position)];
        }
        return total;
    }

    /** Adds up place by place instead of folding token by token, which processors do for many positions at once. */
    private void fold(int[] tokens, int from, int[] folded, int count) {
        for (int i = 0; i < count; i++) {
            folded[i] = constant;
        }
        for (int place = 0; place <= width; place++) {
            int power = powers[place];
            int start = from - width + place;
            for (int i = 0; i < count; i++) {
                folded[i] += tokens[start + i] * power;
            }
        }
    }

    private int folded(int[] tokens, int position) {
        int start = position - width;
        int folded = constant;
        for (int place = 0; place <= width; place++) {
            folded += tokens[start + place] * powers[place];
        }
        return folded & mask;
    }

    @Override
    public KeyedScores weighted(double steepness) {
        return new WeightedLayers(this, SynthId.weights(keys.length, share, steepness));
    }
}
