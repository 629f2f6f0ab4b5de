// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowSpanTest {
    private static final Instant START = TestExchange.START;

    private static Window lasting(Duration length) {
        return new Window(START, START.plus(length));
    }

    @Test
    void split_anyLength_coversTheWholeWithoutGapsAndEndsWithIt() {
        Window whole = lasting(Duration.ofHours(50));
        List<Window> days = whole.split(Duration.ofDays(1));
        assertThat(days).hasSize(3);
        assertThat(days.getFirst().from()).isBefore(whole.from());
        assertThat(days.getLast().until()).isEqualTo(whole.until());
        for (int i = 1; i < days.size(); i++) {
            assertThat(days.get(i).from()).isEqualTo(days.get(i - 1).until());
        }
    }

    @Test
    void worthwhile_wholes_getLengthsClearlyShorterAndNotTooMany() {
        assertThat(lasting(Duration.ofHours(2)).worthwhile()).isEmpty();
        assertThat(lasting(Duration.ofHours(24)).worthwhile()).containsExactly(Duration.ofHours(1));
        assertThat(lasting(Duration.ofDays(2)).worthwhile()).isEmpty();
        assertThat(lasting(Duration.ofDays(7)).worthwhile()).containsExactly(Duration.ofDays(1));
        assertThat(lasting(Duration.ofDays(28)).worthwhile()).containsExactly(Duration.ofDays(1), Duration.ofDays(7));
        assertThat(lasting(Duration.ofDays(45)).worthwhile()).containsExactly(Duration.ofDays(7));
    }

    @Test
    void liveliest_burstInOneWindow_isAmongThoseChosen() {
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (int account = 0; account < 30; account++) {
            for (int n = 0; n < 20; n++) {
                long day = account < 10 ? 13 : n;
                exchanges.add(TestExchange.of("a" + account)
                        .id(account + "/" + n)
                        .second(day * 86_400 + n)
                        .digest());
            }
        }
        List<Window> days = lasting(Duration.ofDays(20)).split(Duration.ofDays(1));
        TrafficSummary traffic = TestExchange.summary(exchanges);
        assertThat(traffic.liveliest(days, 1)).containsExactly(days.get(13));
        assertThat(traffic.liveliest(days, 4)).hasSize(4).contains(days.get(13)).isSubsetOf(days);
        assertThat(traffic.liveliest(days, 20)).isEqualTo(days);
    }

    @Test
    void holds_itsBounds_firstInsideAndEndOutside() {
        Window hour = lasting(Duration.ofHours(1));
        assertThat(hour.holds(hour.from().toEpochMilli())).isTrue();
        assertThat(hour.holds(hour.until().toEpochMilli() - 1)).isTrue();
        assertThat(hour.holds(hour.until().toEpochMilli())).isFalse();
        assertThat(hour.holds(hour.from().toEpochMilli() - 1)).isFalse();
    }

    @Test
    void new_emptyOrBackwards_isRefused() {
        assertThatThrownBy(() -> new Window(START, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lasting(Duration.ofDays(1)).split(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
