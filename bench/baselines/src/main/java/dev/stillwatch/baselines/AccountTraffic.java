// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.exchange.Exchange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** What one account sent: its volume by the hour, and a uniform sample of its prompts. Not thread-safe. */
final class AccountTraffic {
    private static final long HOUR_MILLIS = 3_600_000;

    private final int most;
    private final Map<Long, Integer> hours = new HashMap<>();
    private final PriorityQueue<SampledPrompt> sample =
            new PriorityQueue<>(Comparator.comparingLong(SampledPrompt::rank).reversed());
    private long exchanges;

    /** Keeps at most so many prompts. */
    AccountTraffic(int most) {
        this.most = most;
    }

    void observe(Exchange exchange) {
        exchanges++;
        hours.merge(exchange.time().toEpochMilli() / HOUR_MILLIS, 1, Integer::sum);
        SampledPrompt.of(exchange).ifPresent(prompt -> {
            sample.add(prompt);
            if (sample.size() > most) {
                sample.remove();
            }
        });
    }

    long exchanges() {
        return exchanges;
    }

    /** Exchanges in its busiest hour. */
    int busiestHour() {
        return hours.values().stream().mapToInt(n -> n).max().orElse(0);
    }

    /** The sampled prompts, oldest first. */
    List<SampledPrompt> prompts() {
        return sample.stream()
                .sorted(Comparator.comparingLong(SampledPrompt::timeMillis).thenComparingLong(SampledPrompt::rank))
                .toList();
    }
}
