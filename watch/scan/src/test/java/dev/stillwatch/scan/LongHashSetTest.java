// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongHashSetTest {
    @Test
    void add_firstAndSecondTime_isNewOnlyOnce() {
        LongHashSet set = new LongHashSet();
        for (long value : new long[] {5, -5, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32}) {
            assertThat(set.add(value)).isTrue();
            assertThat(set.add(value)).isFalse();
        }
    }

    @Test
    void add_zero_isAValueLikeAnyOther() {
        LongHashSet set = new LongHashSet();
        set.add(7);
        assertThat(set.add(0)).isTrue();
        assertThat(set.add(0)).isFalse();
        assertThat(set.add(7)).isFalse();
    }

    @Test
    void add_manyValues_growsAndForgetsNone() {
        LongHashSet set = new LongHashSet();
        Set<Long> reference = new HashSet<>();
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            // A third of the draws come from so small a range that they repeat.
            long value = random.nextInt(3) == 0 ? random.nextInt(5_000) : random.nextLong();
            assertThat(set.add(value)).isEqualTo(reference.add(value));
        }
        for (long value : reference) {
            assertThat(set.add(value)).isFalse();
        }
    }

    @Test
    void add_valuesOfOnePlace_areAllKept() {
        LongHashSet set = new LongHashSet();
        for (long i = 1; i <= 2_000; i++) {
            assertThat(set.add(i << 40)).isTrue();
        }
        for (long i = 1; i <= 2_000; i++) {
            assertThat(set.add(i << 40)).isFalse();
        }
    }
}
