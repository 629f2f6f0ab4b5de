// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExchangeSampleTest {
    private static final List<ExchangeDigest> MANY = many(1_000);

    @Test
    void digests_fewExchanges_holdsAll() {
        List<ExchangeDigest> few = MANY.subList(0, ExchangeSample.CAPACITY);
        assertThat(sample(few).digests()).containsExactlyInAnyOrderElementsOf(few);
    }

    @Test
    void digests_manyExchanges_holdsTheSmallestKeys() {
        List<Long> smallest = MANY.stream()
                .map(ExchangeDigest::key)
                .sorted()
                .limit(ExchangeSample.CAPACITY)
                .toList();
        assertThat(keys(sample(MANY))).isEqualTo(smallest);
    }

    @Test
    void add_anyOrder_givesTheSameSample() {
        List<ExchangeDigest> shuffled = new ArrayList<>(MANY);
        Random random = new Random(4);
        for (int round = 0; round < 5; round++) {
            Collections.shuffle(shuffled, random);
            assertThat(keys(sample(shuffled))).isEqualTo(keys(sample(MANY)));
        }
    }

    @Test
    void add_samplesOfParts_isTheSampleOfTheUnion() {
        Random random = new Random(5);
        for (int round = 0; round < 5; round++) {
            List<List<ExchangeDigest>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            MANY.forEach(d -> parts.get(random.nextInt(3)).add(d));
            ExchangeSample union = new ExchangeSample();
            parts.forEach(part -> sample(part).digests().forEach(union::add));
            assertThat(keys(union)).isEqualTo(keys(sample(MANY)));
        }
    }

    @Test
    void digests_askedForInBetween_changesNothing() {
        ExchangeSample asked = new ExchangeSample();
        for (ExchangeDigest digest : MANY) {
            asked.add(digest);
            assertThat(asked.digests()).hasSizeLessThanOrEqualTo(ExchangeSample.CAPACITY);
        }
        assertThat(keys(asked)).isEqualTo(keys(sample(MANY)));
    }

    @Test
    void inOrderOfTime_exchangesOutOfOrder_areSortedByTime() {
        assertThat(sample(MANY).inOrderOfTime().stream()
                        .map(ExchangeDigest::time)
                        .toList())
                .isSorted()
                .hasSize(ExchangeSample.CAPACITY);
    }

    @Test
    void digests_volume_doesNotBiasTheSampleTowardsAnyTime() {
        double mean = sample(MANY).digests().stream()
                .mapToLong(d -> d.time().getEpochSecond() - TestExchange.START.getEpochSecond())
                .average()
                .orElseThrow();
        // Standard error of the mean of 128 of 0 to 999: about 25.
        assertThat(mean).isBetween(425.0, 575.0);
    }

    private static List<ExchangeDigest> many(int count) {
        List<ExchangeDigest> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            digests.add(TestExchange.of("a").id("x" + i).second(i).digest());
        }
        return digests;
    }

    private static ExchangeSample sample(List<ExchangeDigest> digests) {
        ExchangeSample sample = new ExchangeSample();
        digests.forEach(sample::add);
        return sample;
    }

    private static List<Long> keys(ExchangeSample sample) {
        return sample.digests().stream().map(ExchangeDigest::key).toList();
    }
}
