// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountProfileTest {
    /** All that can be seen of a profile. */
    private record Seen(
            Optional<String> organisation,
            long exchanges,
            long tokensOut,
            long firstMillis,
            long lastMillis,
            long createdMillis,
            List<Integer> hours,
            List<Long> payments,
            List<Long> sampled) {
        static Seen of(AccountProfile p) {
            List<Integer> hours = Arrays.stream(p.hours()).boxed().toList();
            return new Seen(
                    p.organisation(),
                    p.exchanges(),
                    p.tokensOut(),
                    p.firstMillis(),
                    p.lastMillis(),
                    p.createdMillis(),
                    hours,
                    p.payments(),
                    p.sampled().stream().map(SampledExchange::key).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void merge_partsOfTheTraffic_isACommutativeMonoid(long seed) {
        Random random = new Random(seed);
        List<ExchangeDigest> a = traffic(random, "a", random.nextInt(200));
        List<ExchangeDigest> b = traffic(random, "b", random.nextInt(200));
        List<ExchangeDigest> c = traffic(random, "c", random.nextInt(200));
        List<ExchangeDigest> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        Collections.shuffle(all, random);
        Seen whole = Seen.of(profile(all));

        assertThat(Seen.of(merged(merged(profile(a), profile(b)), profile(c)))).isEqualTo(whole);
        assertThat(Seen.of(merged(profile(a), merged(profile(b), profile(c))))).isEqualTo(whole);
        assertThat(Seen.of(merged(merged(profile(c), profile(b)), profile(a)))).isEqualTo(whole);
        assertThat(Seen.of(merged(profile(List.of()), profile(a)))).isEqualTo(Seen.of(profile(a)));
        assertThat(Seen.of(merged(profile(a), profile(List.of())))).isEqualTo(Seen.of(profile(a)));
    }

    @Test
    void merge_other_isLeftAsItWas() {
        Random random = new Random(9);
        AccountProfile other = profile(traffic(random, "b", 40));
        Seen before = Seen.of(other);
        merged(profile(traffic(random, "a", 300)), other);
        assertThat(Seen.of(other)).isEqualTo(before);
    }

    @Test
    void observe_manyExchanges_countsAllAndSamplesSome() {
        AccountProfile profile = profile(traffic(new Random(10), "a", 1_000));
        assertThat(profile.exchanges()).isEqualTo(1_000);
        assertThat(profile.sampled()).hasSize(ExchangeSample.CAPACITY);
        assertThat(Seen.of(profile).hours().stream().mapToInt(h -> h).sum()).isEqualTo(1_000);
    }

    @Test
    void observe_unidentifiedTwinsFromTwoClients_isFreeOfTheirOrder() {
        ExchangeDigest one = TestExchange.of("x", "hello there")
                .client("192.0.2.1", 64500, "agent one", "hello one")
                .digest();
        ExchangeDigest two = TestExchange.of("x", "hello there")
                .client("192.0.2.2", 64501, "agent two", "hello two")
                .digest();
        assertThat(addresses(one, two)).hasSize(2).isEqualTo(addresses(two, one));
    }

    private static List<Long> addresses(ExchangeDigest... exchanges) {
        return TestExchange.account(List.of(exchanges)).sample.stream()
                .map(SampledExchange::ip)
                .toList();
    }

    @Test
    void observe_moreExchangesThanTheSampleHolds_countsTheirHours() {
        List<ExchangeDigest> traffic = traffic(new Random(11), "a", 500);
        for (int count : new int[] {1, 127, 128, 129, 160, 161, 500}) {
            int[] expected = new int[24];
            traffic.subList(0, count).forEach(d -> expected[AccountProfile.hourOfDay(d.timeMillis)]++);
            assertThat(profile(traffic.subList(0, count)).hours()).isEqualTo(expected);
        }
    }

    @Test
    void hourOfDay_anyTime_isUtcAlsoBeforeTheEpoch() {
        assertThat(AccountProfile.hourOfDay(0)).isZero();
        assertThat(AccountProfile.hourOfDay(3_600_000L * 25)).isEqualTo(1);
        assertThat(AccountProfile.hourOfDay(-1)).isEqualTo(23);
    }

    private static List<ExchangeDigest> traffic(Random random, String ids, int count) {
        List<ExchangeDigest> traffic = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TestExchange exchange = TestExchange.of("x")
                    .id(ids + i)
                    .second(random.nextInt(100_000))
                    .tokensOut(random.nextInt(1_000))
                    .organisation(random.nextInt(3) == 0 ? Optional.of("o" + random.nextInt(4)) : Optional.empty());
            if (random.nextBoolean()) {
                exchange.payment("card " + random.nextInt(12));
            }
            if (random.nextBoolean()) {
                exchange.created(TestExchange.START.minusSeconds(random.nextInt(5_000)));
            }
            traffic.add(exchange.digest());
        }
        return traffic;
    }

    private static AccountProfile profile(List<ExchangeDigest> traffic) {
        AccountProfile profile = new AccountProfile("x");
        traffic.forEach(profile::observe);
        return profile;
    }

    private static AccountProfile merged(AccountProfile into, AccountProfile other) {
        into.merge(other);
        return into;
    }
}
