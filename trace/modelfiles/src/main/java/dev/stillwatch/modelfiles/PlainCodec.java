// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Weights that hold a float or more: moved by plain addition, whose own rounding is far below what anybody adds. */
enum PlainCodec implements RunCodec {
    F32 {
        @Override
        float get(MemorySegment tensor, long index) {
            return tensor.get(FLOAT, index * Float.BYTES);
        }

        @Override
        void add(MemorySegment tensor, long index, float delta) {
            float sum = get(tensor, index) + delta;
            if (Float.isFinite(sum)) {
                tensor.set(FLOAT, index * Float.BYTES, sum);
            }
        }
    },
    F64 {
        @Override
        float get(MemorySegment tensor, long index) {
            return (float) tensor.get(DOUBLE, index * Double.BYTES);
        }

        @Override
        void add(MemorySegment tensor, long index, float delta) {
            double sum = tensor.get(DOUBLE, index * Double.BYTES) + delta;
            if (Double.isFinite(sum)) {
                tensor.set(DOUBLE, index * Double.BYTES, sum);
            }
        }
    };

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    abstract float get(MemorySegment tensor, long index);

    abstract void add(MemorySegment tensor, long index, float delta);

    @Override
    public void read(MemorySegment tensor, long run, float[] into) {
        for (int i = 0; i < RUN; i++) {
            into[i] = get(tensor, run * RUN + i);
        }
    }

    @Override
    public void nudge(MemorySegment tensor, long run, float[] deltas, int[] random) {
        for (int i = 0; i < RUN; i++) {
            add(tensor, run * RUN + i, deltas[i]);
        }
    }
}
