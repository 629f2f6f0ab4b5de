// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowProtocolTest {
    private static final int ORDINARY = 1_000;

    private final Random random = new Random(2);
    private final WindowPair pair = pair();

    private WindowPair pair() {
        Items items = new Items(Clouds.around(0, 0.3, ORDINARY, random)).followedBy(Clouds.around(4, 0.3, 300, random));
        List<String> prompts = IntStream.range(0, items.size())
                .mapToObj(i -> (i < ORDINARY ? "ordinary " : "foreign ") + i)
                .toList();
        return new WindowPair("ordinary", "foreign", prompts, items, ORDINARY);
    }

    @Test
    void followedBy_cosines_areThoseOfAllAtOnce() {
        float[][] expected =
                Products.within(pair.items().vectors(pair.items().all())).rows();
        for (int[] at : new int[][] {{0, 1}, {5, 1_299}, {1_299, 5}, {1_001, 1_002}}) {
            assertThat(pair.items().cosines().rows()[at[0]][at[1]]).isCloseTo(expected[at[0]][at[1]], within(1e-5f));
        }
    }

    @Test
    void of_smallWindows_keepsFourFifthsForThePool() {
        WindowSplit split = WindowSplit.of(pair, 100, random);
        assertThat(split.pool()).hasSize(800).doesNotHaveDuplicates();
    }

    @Test
    void of_largeWindows_holdsOutASixthMoreThanOne() {
        assertThat(WindowSplit.of(pair, 300, random).pool()).hasSize(650);
    }

    @Test
    void sensible_poolWithoutTwoWindows_isNot() {
        assertThat(WindowSplit.sensible(pair, 300)).isTrue();
        assertThat(WindowSplit.sensible(pair, 400)).isFalse();
    }

    @Test
    void window_anyShare_holdsThatManyForeignOnesAndNoneOfThePool() {
        WindowSplit split = WindowSplit.of(pair, 100, random);
        int[] pool = split.pool();
        for (double share : WindowResults.SHARES) {
            int[] window = split.window(100, share, random);
            assertThat(window).hasSize(100).doesNotHaveDuplicates().doesNotContain(pool);
            assertThat(Arrays.stream(window).filter(item -> item >= ORDINARY).count())
                    .isEqualTo(Math.round(100 * share));
        }
    }

    @Test
    void fit_foreignCloud_isFlaggedByTheWindowTest() {
        WindowContenders contenders = new WindowContenders(100, "MMD"::equals);
        WindowSplit split = WindowSplit.of(pair, 50, random);
        Contender mmd = contenders
                .fit(pair, List.of(50), split, 1)
                .getOrDefault(50, List.of())
                .getFirst();
        assertThat(mmd.name()).isEqualTo("MMD");
        assertThat(mmd.flags(split.window(50, 0.5, random))).isTrue();
        long falseAlarms = IntStream.range(0, 40)
                .filter(_ -> mmd.flags(split.window(50, 0, random)))
                .count();
        assertThat(falseAlarms).isLessThan(8);
    }

    @Test
    void means_twoPairs_averageTheirShares() {
        WindowResults results = new WindowResults();
        results.add(100, "a", "m", 0, false);
        results.add(100, "b", "m", 0, true);
        assertThat(results.means()).startsWith("| 100 | m | 50.0 [");
        assertThat(results.lines(100, "b")).startsWith("| 100 | b | m | 100.0 |");
        assertThat(results.lines(1_500, "b")).isEmpty();
    }
}
