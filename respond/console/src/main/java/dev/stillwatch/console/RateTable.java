// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.TrafficMemory.Rates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Mean rates of each minute, for whoever does not look at the chart; newest first. */
record RateTable(List<Row> rows) {
    /**
     * One minute.
     *
     * @param minute in UTC
     */
    record Row(
            String minute,
            String served,
            String refused,
            String throttled,
            String failed,
            String brokenOff,
            String judged) {}

    static RateTable of(List<Rates> rates) {
        Map<Instant, List<Rates>> minutes = rates.stream()
                .collect(Collectors.groupingBy(
                        one -> one.at().truncatedTo(ChronoUnit.MINUTES), TreeMap::new, Collectors.toList()));
        return new RateTable(minutes.entrySet().stream()
                .map(minute -> row(minute.getKey(), minute.getValue()))
                .toList()
                .reversed());
    }

    private static Row row(Instant minute, List<Rates> rates) {
        return new Row(
                minute.toString().substring(11, 16),
                mean(rates, Rates::served),
                mean(rates, Rates::refused),
                mean(rates, Rates::throttled),
                mean(rates, Rates::failed),
                mean(rates, Rates::brokenOff),
                mean(rates, Rates::judged));
    }

    private static String mean(List<Rates> rates, ToDoubleFunction<Rates> of) {
        return Words.rate(rates.stream().mapToDouble(of).average().orElse(0));
    }
}
