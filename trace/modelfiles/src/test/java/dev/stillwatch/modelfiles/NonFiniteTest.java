// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonFiniteTest {
    private static Tensor tensor(ElementType type, long elements, long bytes) {
        return new Tensor("t", type, List.of(elements), Path.of("m.safetensors"), 0, bytes);
    }

    @Test
    void count_inRunsAndInTheRestBehindThem_findsEach() {
        ByteBuffer floats = ByteBuffer.allocate(4 * 70).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0, Float.NaN);
        floats.putFloat(4 * 40, Float.POSITIVE_INFINITY);
        floats.putFloat(4 * 69, Float.NEGATIVE_INFINITY);
        assertThat(NonFinite.count(tensor(ElementType.F32, 70, 280), MemorySegment.ofArray(floats.array())))
                .isEqualTo(3);
    }

    @Test
    void count_damagedScale_countsEveryWeightItScales() {
        byte[] blocks = new byte[2 * 34];
        blocks[34] = 0;
        blocks[35] = 0x7c;
        blocks[36] = 1;
        assertThat(NonFinite.count(tensor(ElementType.Q8_0, 64, 68), MemorySegment.ofArray(blocks)))
                .isEqualTo(32);
    }

    @Test
    void count_typeThatCannotBeRead_isZero() {
        assertThat(NonFinite.count(tensor(ElementType.OTHER, 4, 4), MemorySegment.ofArray(new byte[] {-1, -1, -1, -1})))
                .isZero();
    }
}
