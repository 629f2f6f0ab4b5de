// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The chance by which one recipient's copy is rounded: the same for each group whatever was drawn before. Not thread-safe.
 *
 * <p>Each group's draws begin at 64 keyed bits and are spread from there by SplitMix64 (Steele, Lea and Flood, 2014):
 * they only have to be even, and nobody sees them but through the rounding of single weights.
 */
final class RoundingDraws {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Groups whose starts are made at once; two to a block. */
    private static final int AT_ONCE = 512;

    private final KeyStream stream;
    private final byte[] starts = new byte[Long.BYTES * AT_ONCE];
    private long from = -1;

    RoundingDraws(WeightKey key, String recipient, String tensor) {
        this.stream = key.stream(WeightKey.Purpose.ROUNDING, recipient, tensor);
    }

    /** A group's draws, 32 bits each: one for every place of the array, of which there is an even number. */
    void read(long group, int[] into) {
        if (from < 0 || group < from || group >= from + AT_ONCE) {
            from = group & -2;
            stream.read(from >>> 1, starts, starts.length);
        }
        long state = (long) LONGS.get(starts, (int) (group - from) * Long.BYTES);
        for (int i = 0; i < into.length; i += 2) {
            state += 0x9e3779b97f4a7c15L;
            long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            z ^= z >>> 31;
            into[i] = (int) z;
            into[i + 1] = (int) (z >>> 32);
        }
    }
}
