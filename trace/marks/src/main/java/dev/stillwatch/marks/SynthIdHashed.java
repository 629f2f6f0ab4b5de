// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * The coins of {@code google-deepmind/synthid-text}: hashed, not looked up.
 *
 * <p>Under one key the layers are not independent coins. What two of them hash differs by the same number in every
 * window, twelve rounds do not make that be forgotten, and so two layers agree some percent too often or too seldom. A
 * text's weighted sum then spreads more or less than independent layers would, differently by key, and with it the share
 * of unmarked texts above any threshold.
 */
final class SynthIdHashed implements LayeredScores {
    private static final int STEPS = 12;
    private static final int SHIFT = 64 / STEPS;
    /** Some ten milliseconds a key; the spread is then known to a hundredth. */
    private static final int PROBES = 1 << 15;

    private final long[] keys;
    private final int width;
    private final long start;

    SynthIdHashed(long[] keys, int width) {
        this.keys = keys;
        this.width = width;
        this.start = start(keys);
    }

    /** The fold begins with a digest of all keys. */
    static long start(long[] keys) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * keys.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long key : keys) {
            bytes.putLong(key);
        }
        BigInteger digest = new BigInteger(1, ExportedBits.sha256().digest(bytes.array()));
        return digest.mod(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
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
        return new ScoreLaw.Bits(keys.length, 0.5);
    }

    @Override
    public double score(int[] tokens, int position) {
        return Long.bitCount(layerBits(tokens, position));
    }

    @Override
    public long layerBits(int[] tokens, int position) {
        return bits(Lcg.foldAll(start, tokens, position - width, width + 1));
    }

    private long bits(long folded) {
        long bits = 0;
        for (int layer = 0; layer < keys.length; layer++) {
            long hash = layerKey(folded, layer);
            for (int step = 0; step < STEPS; step++) {
                hash = Lcg.fold(hash, 1) >> SHIFT;
            }
            bits |= (hash >> 30 & 1) << layer;
        }
        return bits;
    }

    long layerKey(long folded, int layer) {
        return Lcg.fold(folded, keys[layer]);
    }

    @Override
    public KeyedScores weighted(double steepness) {
        ScoreLaw.WeightedBits law = SynthId.weights(keys.length, 0.5, steepness);
        return new WeightedLayers(this, law, spread(law));
    }

    /** The variance of the weighted sum under this key over all windows, by that of independent layers. */
    private double spread(ScoreLaw.WeightedBits law) {
        SplittableRandom folds = new SplittableRandom(PROBES);
        double squares = 0;
        for (int i = 0; i < PROBES; i++) {
            double deviation = -law.mean();
            for (long left = bits(folds.nextLong()); left != 0; left &= left - 1) {
                deviation += law.weight(Long.numberOfTrailingZeros(left));
            }
            squares += deviation * deviation;
        }
        return squares / PROBES / law.variance();
    }
}
