// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Looks for weights that are no finite numbers. */
public final class NonFinite {
    private NonFinite() {}

    /**
     * How many weights are infinite or no number; 0 for types that cannot be read. Reads the whole tensor once; a damaged scale
     * counts for every weight it scales. Thread-safe.
     */
    public static long count(Tensor tensor, MemorySegment weights) {
        return RunCodec.of(tensor.type())
                .map(codec -> count(codec, tensor, weights))
                .orElse(0L);
    }

    private static long count(RunCodec codec, Tensor tensor, MemorySegment weights) {
        long runs = tensor.elements() / RunCodec.RUN;
        int rest = (int) (tensor.elements() % RunCodec.RUN);
        float[] run = new float[RunCodec.RUN];
        long found = 0;
        for (long r = 0; r < runs; r++) {
            codec.read(weights, r, run);
            found += count(run);
        }
        return rest == 0 ? found : found + rest(codec, tensor.type(), weights, runs);
    }

    /* Types with blocks have none; the others get zeros behind it. */
    private static long rest(RunCodec codec, ElementType type, MemorySegment weights, long runs) {
        float[] run = new float[RunCodec.RUN];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment padded = arena.allocate((long) RunCodec.RUN * type.blockBytes());
            long from = runs * RunCodec.RUN * type.blockBytes();
            padded.copyFrom(weights.asSlice(from));
            codec.read(padded, 0, run);
        }
        return count(run);
    }

    private static int count(float[] run) {
        int found = 0;
        for (float weight : run) {
            found += Float.isFinite(weight) ? 0 : 1;
        }
        return found;
    }
}
