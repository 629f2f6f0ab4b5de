// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    @Test
    void share_nothingAdded_isUnknown() {
        assertThat(new Repetition().share(1)).isNaN();
    }

    @Test
    void share_everythingSampled_countsEveryCopy() {
        assertThat(of(List.of(1L, 2L, 1L, 1L)).share(1)).isEqualTo(0.5);
        assertThat(of(List.of(1L, 2L, 3L)).share(1)).isZero();
    }

    @Test
    void share_smallSampleOfItemsSentFiveTimes_isNearFourFifths() {
        assertThat(of(sample(items(800, 5), 128)).share(128.0 / 4_000)).isBetween(0.15, 0.9);
        assertThat(of(sample(items(8_000, 5), 8_000)).share(8_000.0 / 40_000)).isCloseTo(0.8, within(0.02));
    }

    @Test
    void share_smallSampleOfItemsSentOnce_isNothing() {
        assertThat(of(sample(items(4_000, 1), 128)).share(128.0 / 4_000)).isZero();
    }

    @Test
    void share_onePromptSentVeryOften_isNotARepetitionOfAll() {
        List<Long> sent = items(2_000, 1);
        sent.addAll(Collections.nCopies(2_000, -1L));

        assertThat(of(sample(sent, 128)).share(128.0 / 4_000)).isZero();
    }

    private static Repetition of(List<Long> prompts) {
        Repetition repetition = new Repetition();
        prompts.forEach(repetition::add);
        return repetition;
    }

    private static List<Long> items(int items, int copies) {
        List<Long> sent = new ArrayList<>();
        for (long item = 0; item < items; item++) {
            sent.addAll(Collections.nCopies(copies, item));
        }
        return sent;
    }

    private static List<Long> sample(List<Long> sent, int size) {
        List<Long> shuffled = new ArrayList<>(sent);
        Collections.shuffle(shuffled, new Random(5));
        return shuffled.subList(0, size);
    }
}
