// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficCodecTest {
    private static List<byte[]> records(TrafficWindows windows) {
        List<byte[]> records = new ArrayList<>();
        TrafficCodec.encode(windows, records::add);
        return records;
    }

    private static List<byte[]> records(TrafficSummary summary) {
        List<byte[]> records = new ArrayList<>();
        TrafficCodec.encode(summary, records::add);
        return records;
    }

    private static TrafficDecoder taken(List<byte[]> records) {
        TrafficDecoder decoder = new TrafficDecoder();
        records.forEach(decoder::take);
        return decoder;
    }

    private static TrafficWindows copy(TrafficWindows windows) {
        return taken(records(windows)).windows();
    }

    @ParameterizedTest
    @EnumSource
    void decode_encodedSummary_isAssessedTheSame(TestTraffic.Logged logged) {
        TestTraffic traffic = new TestTraffic(7, logged).everyday().campaign(40);
        TrafficSummary summary = taken(records(traffic.summary())).summary();
        Assessment expected = traffic.assessed();
        assertThat(new Detector(DetectorSettings.DEFAULTS).assess(summary, new TrafficSummary()))
                .isEqualTo(expected);
        assertThat(expected.accounts()).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decode_encodedWindowsAtAnyPoint_goesOnAsIfNothingHadHappened(long seed) {
        List<ExchangeDigest> exchanges = TrafficWindowsTest.traffic(seed);
        Random random = new Random(seed);
        Collections.shuffle(exchanges, random);
        TrafficWindows restarted = new TrafficWindows();
        TrafficWindows steady = new TrafficWindows();
        for (ExchangeDigest exchange : exchanges) {
            steady.observe(exchange);
            restarted.observe(exchange);
            if (random.nextInt(40) == 0) {
                restarted = copy(restarted);
            }
            if (random.nextInt(300) == 0) {
                steady.forgetBefore(exchange.time().minus(Duration.ofDays(20)));
                restarted.forgetBefore(exchange.time().minus(Duration.ofDays(20)));
            }
        }
        assertThat(TrafficWindowsTest.said(restarted)).isEqualTo(TrafficWindowsTest.said(steady));
        assertThat(steady.whole().exchanges()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void decode_encodedWindows_mergesAsTheOriginal(long seed) {
        List<ExchangeDigest> exchanges = TrafficWindowsTest.traffic(seed);
        TrafficWindows one = TrafficWindowsTest.fed(exchanges.subList(0, 500));
        TrafficWindows other = TrafficWindowsTest.fed(exchanges.subList(500, 900));
        TrafficWindows copies = copy(one);
        copies.merge(copy(other));
        one.merge(other);
        assertThat(TrafficWindowsTest.said(copies)).isEqualTo(TrafficWindowsTest.said(one));
    }

    @Test
    void encode_sameTrafficInAnyOrder_makesTheSameRecords() {
        List<ExchangeDigest> exchanges = TrafficWindowsTest.traffic(6);
        List<byte[]> expected = records(TrafficWindowsTest.fed(exchanges));
        Collections.shuffle(exchanges, new Random(6));
        TrafficWindows shuffled = TrafficWindowsTest.fed(exchanges);
        assertThat(records(shuffled)).usingElementComparator(Arrays::compare).isEqualTo(expected);
        assertThat(records(copy(shuffled)))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(expected);
    }

    @Test
    void encode_nothing_decodesToNothing() {
        assertThat(copy(new TrafficWindows()).whole().accounts()).isZero();
        assertThat(taken(records(new TrafficSummary())).summary().accounts()).isZero();
    }

    @Test
    void encode_busyAccount_staysInRecordsOfBoundedSize() {
        TrafficSummary summary = new TrafficSummary();
        for (int n = 0; n < 2_000; n++) {
            summary.observe(TestExchange.of("busy", "word ".repeat(60))
                    .id("x" + n)
                    .second(n)
                    .model("m" + n)
                    .client("192.0.2." + n, n, "agent " + n, "hello " + n)
                    .digest());
        }
        assertThat(records(summary)).allMatch(r -> r.length < 34_000);
        TrafficSummary restored = taken(records(summary)).summary();
        assertThat(TrafficWindowsTest.said(restored)).isEqualTo(TrafficWindowsTest.said(summary));
    }

    @Test
    void take_anyRecordMissingRepeatedOrSwapped_isRefused() {
        List<byte[]> records = records(TrafficWindowsTest.fed(TrafficWindowsTest.traffic(8)));
        assertThat(records).hasSizeGreaterThan(100);
        for (int i = 0; i < records.size(); i++) {
            List<byte[]> missing = new ArrayList<>(records);
            missing.remove(i);
            assertRefused(missing);
            List<byte[]> repeated = new ArrayList<>(records);
            repeated.add(i, records.get(i));
            assertRefused(repeated);
            if (i > 0) {
                List<byte[]> swapped = new ArrayList<>(records);
                Collections.swap(swapped, i - 1, i);
                // Two days may follow each other in any order; accounts and all else may not.
                assertRefusedOr(swapped, TrafficWindowsTest.said(taken(records).windows()));
            }
        }
    }

    private static void assertRefused(List<byte[]> records) {
        assertThatThrownBy(() -> taken(records).windows()).isInstanceOf(StillwatchException.class);
    }

    private static void assertRefusedOr(List<byte[]> records, String expected) {
        try {
            assertThat(TrafficWindowsTest.said(taken(records).windows())).isEqualTo(expected);
        } catch (StillwatchException e) {
            assertThat(e).hasMessageContaining("stored");
        }
    }

    @Test
    void take_recordCutOff_isRefused() {
        List<byte[]> records = records(TrafficWindowsTest.fed(TrafficWindowsTest.traffic(9)));
        for (int i : new int[] {0, 1, 2, records.size() - 1}) {
            for (int length = 0; length < records.get(i).length; length++) {
                List<byte[]> cut = new ArrayList<>(records);
                cut.set(i, Arrays.copyOf(records.get(i), length));
                assertRefused(cut);
            }
        }
    }

    @Test
    void take_bytesChanged_isRefusedOrWithinBounds() {
        List<byte[]> records = records(TrafficWindowsTest.fed(TrafficWindowsTest.traffic(10)));
        Random random = new Random(10);
        int refused = 0;
        for (int round = 0; round < 1_000; round++) {
            int which = random.nextInt(records.size());
            byte[] changed = records.get(which).clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            List<byte[]> others = new ArrayList<>(records);
            others.set(which, changed);
            try {
                // What is accepted can be summed: nothing in it is out of range.
                assertThat(taken(others).windows().whole().accounts()).isPositive();
            } catch (StillwatchException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void take_laterVersion_saysToUseALaterRelease() {
        List<byte[]> records = records(new TrafficSummary());
        records.getFirst()[0] = 2;
        assertThatThrownBy(() -> taken(records))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("newer release");
    }

    @Test
    void windows_recordsOfASummary_areRefused() {
        TrafficDecoder decoder = taken(records(new TrafficSummary()));
        assertThatThrownBy(decoder::windows).isInstanceOf(StillwatchException.class);
    }
}
