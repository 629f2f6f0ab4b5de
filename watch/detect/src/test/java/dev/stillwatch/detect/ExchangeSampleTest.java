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
    void smallestFirst_fewExchanges_holdsAll() {
        List<ExchangeDigest> few = MANY.subList(0, ExchangeSample.CAPACITY);
        assertThat(keys(sample(few)))
                .containsExactlyInAnyOrderElementsOf(
                        few.stream().map(ExchangeDigest::key).toList());
    }

    @Test
    void smallestFirst_manyExchanges_holdsTheSmallestKeys() {
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
            parts.forEach(part -> union.addAll(sample(part)));
            assertThat(keys(union)).isEqualTo(keys(sample(MANY)));
        }
    }

    @Test
    void smallestFirst_askedForInBetween_changesNothing() {
        ExchangeSample asked = new ExchangeSample();
        for (ExchangeDigest digest : MANY) {
            asked.add(digest);
            assertThat(asked.smallestFirst()).hasSizeLessThanOrEqualTo(ExchangeSample.CAPACITY);
        }
        assertThat(keys(asked)).isEqualTo(keys(sample(MANY)));
    }

    @Test
    void inOrderOfTime_exchangesOutOfOrder_areSortedByTime() {
        assertThat(sample(MANY).inOrderOfTime().stream()
                        .map(SampledExchange::timeMillis)
                        .toList())
                .isSorted()
                .hasSize(ExchangeSample.CAPACITY);
    }

    @Test
    void smallestFirst_volume_doesNotBiasTheSampleTowardsAnyTime() {
        double mean = sample(MANY).smallestFirst().stream()
                .mapToLong(d -> d.timeMillis() / 1000 - TestExchange.START.getEpochSecond())
                .average()
                .orElseThrow();
        // Standard error of the mean of 128 of 0 to 999: about 25.
        assertThat(mean).isBetween(425.0, 575.0);
    }

    @Test
    void addAll_other_isLeftAsItWas() {
        ExchangeSample other = sample(MANY.subList(0, 300));
        List<Long> before = keys(other);
        sample(MANY.subList(300, 1_000)).addAll(other);
        assertThat(keys(other)).isEqualTo(before);
    }

    @Test
    void inOrderOfTime_sampleGoesOn_viewsStayAsTheyWere() {
        ExchangeSample growing = sample(MANY.subList(0, 100));
        List<SampledExchange> views = growing.inOrderOfTime();
        List<Long> before = views.stream().map(SampledExchange::key).toList();
        MANY.subList(100, 1_000).forEach(growing::add);
        assertThat(views.stream().map(SampledExchange::key).toList()).isEqualTo(before);
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
        return sample.smallestFirst().stream().map(SampledExchange::key).toList();
    }
}
