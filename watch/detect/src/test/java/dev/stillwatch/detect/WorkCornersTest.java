// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkCornersTest {
    private static final Population WORK = workers();
    private static final WorkCorners CORNERS =
            WorkCorners.of(WORK.all(), ContentSpace.fit(WORK.all()), Parallel.SEQUENTIAL);

    private static Population workers() {
        SplittableRandom random = new SplittableRandom(5);
        TestWords words = new TestWords(random);
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            exchanges.add(TestExchange.of("worker-" + i % 40, words.chat(random.nextInt(12)))
                    .id("e" + i)
                    .second(i)
                    .digest());
        }
        return TestExchange.population(exchanges);
    }

    private static List<SampledExchange> prompts(int... topics) {
        TestWords words = new TestWords(new SplittableRandom(5));
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (int topic : topics) {
            exchanges.add(TestExchange.of("a", words.chat(topic))
                    .id("e" + exchanges.size())
                    .second(exchanges.size())
                    .digest());
        }
        return TestExchange.account(exchanges).sample;
    }

    @Test
    void dealt_workersThatDrawFromAllOfIt_isNotHeldAgainstMost() {
        long held = WORK.all().stream().filter(a -> CORNERS.dealt(a.sample) < 0).count();
        assertThat(held).isLessThan(8);
    }

    @Test
    void dealt_oneSubjectOnly_speaksAgainstIt() {
        assertThat(CORNERS.dealt(prompts(3, 3, 3, 3, 3, 3, 3, 3)))
                .isLessThan(CORNERS.dealt(prompts(0, 5, 9, 2, 7, 11, 4, 1)) - 1);
    }

    @Test
    void dealt_nothingOrOnePrompt_saysNothing() {
        assertThat(CORNERS.dealt(List.of())).isZero();
        assertThat(CORNERS.dealt(prompts(1))).isZero();
    }

    @Test
    void of_noWork_saysNothing() {
        WorkCorners none = WorkCorners.of(List.of(), ContentSpace.fit(WORK.all()), Parallel.SEQUENTIAL);
        assertThat(none.dealt(prompts(1, 2, 3))).isZero();
    }
}
