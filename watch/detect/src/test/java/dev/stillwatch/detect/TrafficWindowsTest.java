// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficWindowsTest {
    private static final Instant START = TestExchange.START;
    private static final Instant END = START.plus(Duration.ofDays(35));

    /** Exchanges of a few accounts all over 35 days, one of them busier than a sample holds. */
    static List<ExchangeDigest> traffic(long seed) {
        Random random = new Random(seed);
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (int n = 0; n < 900; n++) {
            exchanges.add(TestExchange.of("a" + Math.min(4, random.nextInt(9)), "prompt " + random.nextInt(50))
                    .id("x" + n)
                    .payment("card " + random.nextInt(7))
                    .tokensOut(random.nextInt(100))
                    .second(random.nextInt(35 * 86_400))
                    .digest());
        }
        return exchanges;
    }

    static TrafficWindows fed(List<ExchangeDigest> exchanges) {
        TrafficWindows windows = new TrafficWindows();
        exchanges.forEach(windows::observe);
        return windows;
    }

    /** Everything a summary says, so that equal texts mean equal summaries. */
    static String said(TrafficSummary summary) {
        StringBuilder text = new StringBuilder();
        for (AccountProfile p : summary.sortedProfiles()) {
            text.append(p.account())
                    .append(List.of(
                            p.exchanges(),
                            p.tokensOut(),
                            p.firstMillis(),
                            p.lastMillis(),
                            p.createdMillis(),
                            p.payments()))
                    .append(Arrays.toString(p.hours()))
                    .append(p.sampled().stream().map(SampledExchange::key).toList())
                    .append('\n');
        }
        return text.toString();
    }

    /** Everything windows say about any of the windows that detection asks for. */
    static String said(TrafficWindows windows) {
        StringBuilder text = new StringBuilder(said(windows.whole()));
        for (Instant end : List.of(END, END.minus(Duration.ofHours(7)), END.minus(Duration.ofDays(3)))) {
            for (Duration length : Window.LENGTHS) {
                text.append(said(windows.ending(end, length)));
            }
        }
        return text.append(windows.span()).append(windows.slices()).toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void observeAndMerge_anyOrderAndSplit_saysTheSame(long seed) {
        List<ExchangeDigest> exchanges = traffic(seed);
        String expected = said(fed(exchanges));
        Random random = new Random(seed);
        Collections.shuffle(exchanges, random);
        assertThat(said(fed(exchanges))).isEqualTo(expected);
        List<TrafficWindows> parts = new ArrayList<>();
        for (int part = 0; part < 5; part++) {
            parts.add(new TrafficWindows());
        }
        exchanges.forEach(e -> parts.get(random.nextInt(5)).observe(e));
        while (parts.size() > 1) {
            parts.get(random.nextInt(parts.size() - 1)).merge(parts.removeLast());
        }
        assertThat(said(parts.getFirst())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void forgetBefore_atAnyPointOfFeeding_saysTheSame(long seed) {
        List<ExchangeDigest> exchanges = traffic(seed);
        Collections.shuffle(exchanges, new Random(seed));
        Instant limit = START.plus(Duration.ofHours(34 * 24 + 13));
        TrafficWindows after = fed(exchanges);
        after.forgetBefore(limit);
        TrafficWindows before = new TrafficWindows();
        before.forgetBefore(limit);
        TrafficWindows forgetful = fed(exchanges.subList(0, 400));
        forgetful.forgetBefore(limit);
        TrafficWindows merged = fed(exchanges.subList(400, exchanges.size()));
        merged.merge(forgetful);
        exchanges.forEach(before::observe);
        assertThat(said(before)).isEqualTo(said(after));
        assertThat(said(merged)).isEqualTo(said(after));
        assertThat(after.whole().exchanges())
                .isEqualTo(exchanges.stream()
                        .filter(e -> !e.time().isBefore(START.plus(Duration.ofDays(34))))
                        .count());
    }

    @Test
    void during_boundsOfSlices_isExact() {
        List<ExchangeDigest> exchanges = traffic(7);
        TrafficWindows windows = fed(exchanges);
        assertThat(said(windows.whole())).isEqualTo(said(TestExchange.summary(exchanges)));
        assertExact(windows, exchanges, END.minus(Duration.ofHours(1)), END);
        assertExact(windows, exchanges, END.minus(Duration.ofHours(23)), END.minus(Duration.ofHours(5)));
        assertExact(windows, exchanges, END.minus(Duration.ofDays(7)), END);
        assertExact(windows, exchanges, START.plus(Duration.ofDays(3)), START.plus(Duration.ofDays(4)));
    }

    private static void assertExact(
            TrafficWindows windows, List<ExchangeDigest> exchanges, Instant from, Instant until) {
        Window window = new Window(from, until);
        List<ExchangeDigest> inside =
                exchanges.stream().filter(e -> window.holds(e.timeMillis)).toList();
        assertThat(said(windows.during(window))).isEqualTo(said(TestExchange.summary(inside)));
    }

    @Test
    void during_boundsWithinAnOldDay_takesTheDayWhole() {
        TrafficWindows windows = fed(traffic(8));
        Instant day = START.plus(Duration.ofDays(10));
        assertThat(said(windows.during(new Window(day.plusSeconds(7), day.plusSeconds(8)))))
                .isEqualTo(said(windows.during(new Window(day, day.plus(Duration.ofDays(1))))));
    }

    @Test
    void slices_longTraffic_stayFew() {
        TrafficWindows windows = fed(traffic(9));
        assertThat(windows.slices()).isLessThanOrEqualTo(24 + 35);
        windows.forgetBefore(END.minus(Duration.ofDays(28)));
        assertThat(windows.slices()).isLessThanOrEqualTo(24 + 28);
    }

    @Test
    void merge_other_isLeftAsItWas() {
        TrafficWindows other = fed(traffic(10));
        String before = said(other);
        TrafficWindows sum = fed(traffic(11));
        sum.merge(other);
        sum.observe(TestExchange.of("a1").id("late").at(END).digest());
        assertThat(said(other)).isEqualTo(before);
    }

    // What a sample holds of each exchange: tokens and payments are kept for accounts, not for exchanges.
    private static String asked(TrafficSummary summary) {
        StringBuilder text = new StringBuilder();
        for (AccountProfile p : summary.sortedProfiles()) {
            text.append(p.account())
                    .append(List.of(p.exchanges(), p.firstMillis(), p.lastMillis()))
                    .append(Arrays.toString(p.hours()))
                    .append(p.sampled().stream().map(SampledExchange::key).toList())
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void during_wholeSummary_isExactForAccountsItHoldsAllOf() {
        List<ExchangeDigest> exchanges =
                traffic(12).stream().filter(e -> !e.account().equals("a4")).toList();
        Window window = new Window(START.plus(Duration.ofHours(30)), START.plus(Duration.ofHours(99)));
        List<ExchangeDigest> inside =
                exchanges.stream().filter(e -> window.holds(e.timeMillis)).toList();
        TrafficSummary part = TestExchange.summary(exchanges).during(window);
        assertThat(asked(part)).isEqualTo(asked(TestExchange.summary(inside)));
        assertThat(inside).isNotEmpty();
    }

    @Test
    void during_busyAccount_isASampleOfTheWindow() {
        List<ExchangeDigest> exchanges = traffic(13);
        Window half = new Window(START, START.plus(Duration.ofHours(35 * 12)));
        TrafficSummary part = TestExchange.summary(exchanges).during(half);
        AccountProfile busy = part.sortedProfiles().getLast();
        assertThat(busy.account()).isEqualTo("a4");
        // Half of a sample of 128, give or take four standard deviations.
        assertThat(busy.exchanges()).isBetween(42L, 86L);
        assertThat(busy.sampled()).allMatch(e -> half.holds(e.timeMillis()));
    }

    @Test
    void span_nothingSeen_isEmpty() {
        assertThat(new TrafficWindows().span()).isEmpty();
        assertThat(new TrafficSummary().span()).isEmpty();
        assertThat(new TrafficWindows().whole().accounts()).isZero();
    }
}
