// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Weights kept as small whole numbers: a weight is {@code step * (code - centre) - least}, step and least being the same for
 * 16 or more in a row. A run's codes are taken apart, moved, and put together again; steps are only read.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h">ggml's blocks</a>
 */
abstract class CodeCodec implements RunCodec {
    static final int HALF = RUN / 2;

    private static final ValueLayout.OfShort HALF_FLOAT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong EIGHT = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /* More steps than any type has codes, and few enough to be added without overflow. */
    private static final float MOST_STEPS = 1000;

    private final int blockBytes;
    private final int blockRuns;
    private final int centre;
    private final int lowest;
    private final int highest;

    CodeCodec(ElementType type, int centre, int lowest, int highest) {
        this.blockBytes = type.blockBytes() * Math.max(1, RUN / type.blockElements());
        this.blockRuns = Math.max(1, type.blockElements() / RUN);
        this.centre = centre;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Reads the codes of the block's {@code part}th run, which begins at {@code block}. */
    abstract void unpack(MemorySegment tensor, long block, int part, int[] codes);

    /** Writes them, and leaves all other bits as they are. */
    abstract void pack(MemorySegment tensor, long block, int part, int[] codes);

    /** What a code more adds to a weight in this half of the run; of either sign, 0, or not finite in damaged files. */
    abstract float step(MemorySegment tensor, long block, int part, int half);

    /** What is subtracted from each weight of this half. */
    abstract float least(MemorySegment tensor, long block, int part, int half);

    @Override
    public final void read(MemorySegment tensor, long run, float[] into) {
        long block = run / blockRuns * blockBytes;
        int part = (int) (run % blockRuns);
        int[] codes = new int[RUN];
        unpack(tensor, block, part, codes);
        for (int half = 0; half < 2; half++) {
            float step = step(tensor, block, part, half);
            float least = least(tensor, block, part, half);
            for (int i = half * HALF; i < (half + 1) * HALF; i++) {
                into[i] = step * (codes[i] - centre) - least;
            }
        }
    }

    @Override
    public final void nudge(MemorySegment tensor, long run, float[] deltas, int[] random) {
        long block = run / blockRuns * blockBytes;
        int part = (int) (run % blockRuns);
        int[] codes = new int[RUN];
        unpack(tensor, block, part, codes);
        for (int half = 0; half < 2; half++) {
            float step = step(tensor, block, part, half);
            float least = least(tensor, block, part, half);
            if (step != 0 && Float.isFinite(step) && Float.isFinite(least)) {
                move(codes, half * HALF, step, deltas, random);
            }
        }
        pack(tensor, block, part, codes);
    }

    private void move(int[] codes, int from, float step, float[] deltas, int[] random) {
        for (int i = from; i < from + HALF; i++) {
            float steps = Math.clamp(deltas[i] / step, -MOST_STEPS, MOST_STEPS);
            int whole = (int) Math.floor(steps);
            int moved = codes[i] + whole + (Chance.below(steps - whole, random[i]) ? 1 : 0);
            /* Some encoders never write the lowest code of signed types; what stands there already may stay. */
            codes[i] = Math.clamp(moved, Math.min(lowest, codes[i]), highest);
        }
    }

    static float halfFloat(MemorySegment tensor, long at) {
        return Float.float16ToFloat(tensor.get(HALF_FLOAT, at));
    }

    /** Eight bytes in a row, the first the lowest: codes are taken apart eight at a time. */
    static long eight(MemorySegment tensor, long at) {
        return tensor.get(EIGHT, at);
    }

    static void setEight(MemorySegment tensor, long at, long bytes) {
        tensor.set(EIGHT, at, bytes);
    }

    /** The same byte eight times. */
    static long everywhere(int value) {
        return value * 0x0101010101010101L;
    }

    /** Writes eight codes from eight bytes. */
    static void spread(long bytes, int[] codes, int from) {
        for (int i = 0; i < Long.BYTES; i++) {
            codes[from + i] = (int) (bytes >>> (Byte.SIZE * i)) & 0xff;
        }
    }

    /** Eight codes as eight bytes. */
    static long gathered(int[] codes, int from) {
        long bytes = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes |= (codes[from + i] & 0xffL) << (Byte.SIZE * i);
        }
        return bytes;
    }

    static int unsigned(MemorySegment tensor, long at) {
        return tensor.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }
}
