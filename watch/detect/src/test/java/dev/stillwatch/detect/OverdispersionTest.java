// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverdispersionTest {
    private static final Population EVERYBODY =
            new TestTraffic(41).people(120).reseller(60).population();
    /** Fitted on others: whitened by its own few accounts a population looks more alike than it is. */
    private static final ContentSpace SPACE = ContentSpace.fit(
            new TestTraffic(40).people(120).reseller(60).population().all());

    private static final Overdispersion PEOPLE = Overdispersion.of(named("person"), SPACE);
    private static final Overdispersion DEALT = Overdispersion.of(named("pool"), SPACE);

    @Test
    void of_promptsDealtFromOnePile_isAboutOneOnAverage() {
        double mean = IntStream.range(0, 20)
                .mapToObj(draw ->
                        new TestTraffic(100 + draw).people(120).reseller(60).population())
                .map(drawn -> Overdispersion.of(named("pool", drawn), SPACE))
                .mapToDouble(Overdispersion::ratio)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.05));
    }

    @Test
    void of_peopleWithInterests_isWellAboveOne() {
        assertThat(PEOPLE.ratio()).isGreaterThan(1.5);
    }

    @Test
    void prompts_someVolumes_isTypicalOfThem() {
        double mean =
                named("pool").stream().mapToInt(a -> a.sample.size()).average().orElseThrow();
        assertThat(DEALT.prompts()).isCloseTo(mean, within(2.0));
    }

    @Test
    void atVolume_morePrompts_showInterestsBetter() {
        assertThat(PEOPLE.atVolume(PEOPLE.prompts())).isCloseTo(PEOPLE.ratio(), within(1e-9));
        assertThat(PEOPLE.atVolume(2 * PEOPLE.prompts())).isGreaterThan(PEOPLE.ratio());
        assertThat(PEOPLE.atVolume(PEOPLE.prompts() / 2)).isBetween(1.0, PEOPLE.ratio());
    }

    @Test
    void of_threeAccountsOrNoText_isUnknown() {
        assertThat(Overdispersion.of(named("person").subList(0, 3), SPACE).known())
                .isFalse();
        Population silent =
                new TestTraffic(42, TestTraffic.Logged.WITHOUT_TEXT).people(10).population();
        assertThat(Overdispersion.of(silent.all(), ContentSpace.fit(silent.all()))
                        .known())
                .isFalse();
    }

    private static List<AccountView> named(String kind) {
        return named(kind, EVERYBODY);
    }

    private static List<AccountView> named(String kind, Population population) {
        return population.all().stream()
                .filter(a -> a.profile.account().startsWith(kind))
                .toList();
    }
}
