// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import dev.stillwatch.modelfiles.ElementType;
import dev.stillwatch.modelfiles.Tensor;
import dev.stillwatch.weights.MarkSettings;
import dev.stillwatch.weights.WeightKeys;
import dev.stillwatch.weights.WeightMarker;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How fast one thread marks weights in memory, without reading, hashing or writing files: the median of five rounds for each
 * type, after as many to warm up. Pieces of 4 MB, as a copy is made of; one run of eight carries, as in large models.
 */
public final class MarkingSpeed {
    private static final int PIECE = 4 << 20;
    private static final int ROUNDS = 5;
    private static final int PIECES = 200;

    private MarkingSpeed() {}

    /** Argument: a file for a key, which is made where it is missing. */
    public static void main(String[] arguments) {
        WeightMarker marker = new WeightMarker(
                WeightKeys.inFile(Path.of(arguments[0])).primary(), new MarkSettings(131_072, 20, 0.0035, 8), "bench");
        for (ElementType type : List.of(
                ElementType.BF16,
                ElementType.F16,
                ElementType.F32,
                ElementType.F8_E4M3,
                ElementType.Q8_0,
                ElementType.Q4_K)) {
            Tensor tensor = tensor(type);
            MemorySegment weights = weights(tensor);
            double[] speeds = new double[2 * ROUNDS];
            for (int round = 0; round < speeds.length; round++) {
                long began = System.nanoTime();
                for (int i = 0; i < PIECES; i++) {
                    marker.edit(tensor, 0, weights);
                }
                speeds[round] = (double) tensor.bytes() * PIECES / (System.nanoTime() - began);
            }
            double median = Arrays.stream(speeds, ROUNDS, 2 * ROUNDS)
                    .sorted()
                    .skip(ROUNDS / 2)
                    .findFirst()
                    .orElseThrow();
            System.out.printf(Locale.ROOT, "%-8s %.2f GB/s%n", type, median);
        }
    }

    private static Tensor tensor(ElementType type) {
        long rows = PIECE / (4_096L / type.blockElements() * type.blockBytes());
        return new Tensor(
                "model.layers.0.mlp.up_proj.weight",
                type,
                List.of(rows, 4_096L),
                Path.of("none"),
                0,
                rows * 4_096 / type.blockElements() * type.blockBytes());
    }

    private static MemorySegment weights(Tensor tensor) {
        MemorySegment weights = Arena.global().allocate(tensor.bytes());
        Random random = new Random(1);
        for (long i = 0; i < tensor.bytes(); i++) {
            // Keeps exponents below infinity's.
            weights.set(ValueLayout.JAVA_BYTE, i, (byte) (random.nextInt() & 0xbb));
        }
        return weights;
    }
}
