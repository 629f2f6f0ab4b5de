// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NonFiniteTest {
    private static boolean any(ElementType type, byte[] weights) {
        return NonFinite.any(type, MemorySegment.ofArray(weights));
    }

    @Test
    void any_infinityInWordsAndInTheRestBehindThem_isFound() {
        for (int place : new int[] {0, 40, 69, 70}) {
            ByteBuffer floats = ByteBuffer.allocate(4 * 71).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 71; i++) {
                floats.putFloat(4 * i, i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE);
            }
            assertThat(any(ElementType.F32, floats.array())).isFalse();
            floats.putFloat(4 * place, Float.NEGATIVE_INFINITY);
            assertThat(any(ElementType.F32, floats.array())).isTrue();
        }
    }

    /** Held to reading every weight. */
    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"U8", "OTHER"},
            mode = EnumSource.Mode.EXCLUDE)
    void any_randomBytes_agreesWithReadingEachWeight(ElementType type) {
        Random random = new Random(5);
        RunCodec codec = RunCodec.of(type).orElseThrow();
        int runs = Math.max(1, type.blockElements() / RunCodec.RUN);
        int found = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] weights = new byte[type.blockBytes() * Math.max(1, RunCodec.RUN / type.blockElements())];
            random.nextBytes(weights);
            boolean expected = false;
            for (int run = 0; run < runs; run++) {
                float[] values = new float[RunCodec.RUN];
                codec.read(MemorySegment.ofArray(weights), run, values);
                for (float value : values) {
                    expected |= type == ElementType.F64 ? false : !Float.isFinite(value);
                }
            }
            if (type == ElementType.F64) {
                expected = IntStream.range(0, RunCodec.RUN)
                        .mapToDouble(i -> ByteBuffer.wrap(weights)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getDouble(8 * i))
                        .anyMatch(each -> !Double.isFinite(each));
            }
            assertThat(any(type, weights)).as("round %s", round).isEqualTo(expected);
            found += expected ? 1 : 0;
        }
        assertThat(found).isLessThan(2_000);
    }
}
