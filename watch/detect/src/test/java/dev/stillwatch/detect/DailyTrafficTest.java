// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyTrafficTest {
    private static final long FIRST_DAY = DailyTraffic.dayOf(TestExchange.START);

    private static DailyTraffic fed(List<ExchangeDigest> exchanges) {
        DailyTraffic traffic = new DailyTraffic();
        exchanges.forEach(traffic::observe);
        return traffic;
    }

    private static String said(TrafficSummary summary) {
        return TrafficWindowsTest.said(summary);
    }

    private static long sampled(DailyTraffic traffic) {
        return traffic.days().mapToLong(day -> traffic.day(day).sampled()).sum();
    }

    /** Each day stored and read again. */
    private static DailyTraffic copy(DailyTraffic traffic) {
        DailyTraffic copy = new DailyTraffic();
        traffic.days().forEach(day -> {
            TrafficDecoder decoder = new TrafficDecoder();
            TrafficCodec.encode(traffic.day(day), decoder::take);
            copy.merge(day, decoder.summary());
        });
        return copy;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void prune_atAnyPointAndForgettingDays_leavesTheWholeAsItWas(long seed) {
        List<ExchangeDigest> exchanges = TrafficWindowsTest.traffic(seed);
        // Most come in order, some are days late.
        Random random = new Random(seed);
        for (int n = 0; n < 200; n++) {
            Collections.swap(exchanges, random.nextInt(exchanges.size()), random.nextInt(exchanges.size()));
        }
        DailyTraffic pruned = new DailyTraffic();
        DailyTraffic full = new DailyTraffic();
        for (ExchangeDigest exchange : exchanges) {
            pruned.observe(exchange);
            full.observe(exchange);
            if (random.nextInt(20) == 0) {
                pruned.prune();
                pruned = copy(pruned);
            }
        }
        assertThat(said(pruned.whole())).isEqualTo(said(full.whole()));
        for (long day = FIRST_DAY; day < FIRST_DAY + 35; day++) {
            pruned.forgetBefore(day);
            full.forgetBefore(day);
            assertThat(said(pruned.whole())).isEqualTo(said(full.whole()));
            TrafficSummary parts = pruned.before(day + 7);
            for (long rest = day + 7; rest < FIRST_DAY + 35; rest++) {
                parts.merge(pruned.day(rest));
            }
            assertThat(said(parts)).isEqualTo(said(full.whole()));
        }
    }

    private static List<ExchangeDigest> busy(int days, int each) {
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int n = 0; n < each; n++) {
                exchanges.add(TestExchange.of("busy", "prompt " + n)
                        .id("x" + day + "-" + n)
                        .second(day * 86_400 + n)
                        .digest());
            }
        }
        return exchanges;
    }

    @Test
    void prune_busyMonth_leavesSomeFourSamples() {
        DailyTraffic traffic = fed(busy(28, 500));
        String whole = said(traffic.whole());
        assertThat(sampled(traffic)).isEqualTo(28 * 128);
        assertThat(traffic.prune()).hasSize(27);
        // 128 (1 + 1/2 + ... + 1/28) = 503.
        assertThat(sampled(traffic)).isBetween(450L, 560L);
        assertThat(said(traffic.whole())).isEqualTo(whole);
        assertThat(traffic.smallerSumBefore(FIRST_DAY + 27)).isPresent();
        assertThat(traffic.prune()).isEmpty();
    }

    @Test
    void prune_noMoreThanASampleHolds_dropsNothing() {
        DailyTraffic traffic = fed(busy(8, 16));
        assertThat(traffic.prune()).isEmpty();
        assertThat(sampled(traffic)).isEqualTo(128);
        assertThat(traffic.smallerSumBefore(FIRST_DAY + 7)).isEmpty();
    }

    @Test
    void byDays_windows_saysTheSame() {
        List<ExchangeDigest> exchanges = TrafficWindowsTest.traffic(4);
        TrafficWindows windows = TrafficWindowsTest.fed(exchanges);
        windows.forgetBefore(TestExchange.START.plus(Duration.ofDays(9)));
        DailyTraffic days = windows.byDays();
        assertThat(days.days().toList()).hasSize(26);
        assertThat(said(days.whole())).isEqualTo(said(windows.whole()));
        assertThat(windows.byDays().whole().exchanges())
                .isEqualTo(windows.whole().exchanges());
    }
}
