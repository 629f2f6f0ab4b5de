// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Flink's metrics of one cluster within this process, of which {@link #counts} keeps few. Thread-safe.
 *
 * <p>Flink makes reporters by itself; {@link JobMetricsFactory} hands it the one that was registered under the name in its
 * options.
 */
final class JobMetrics implements MetricReporter {
    private static final Map<String, JobMetrics> REGISTERED = new ConcurrentHashMap<>();

    private final Map<Metric, Named> metrics = new ConcurrentHashMap<>();
    /** What counters of tasks that ended had counted, by operator and name. */
    private final Map<Named, Long> before = new ConcurrentHashMap<>();

    /** A metric's operator and name. */
    private record Named(String operator, String name) {}

    /** One that Flink finds by this name. */
    static JobMetrics register(String name) {
        JobMetrics metrics = new JobMetrics();
        REGISTERED.put(name, metrics);
        return metrics;
    }

    static JobMetrics registered(String name) {
        return REGISTERED.getOrDefault(name, new JobMetrics());
    }

    static void forget(String name) {
        REGISTERED.remove(name);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String operator = group.getAllVariables().get("<operator_name>");
        if (operator != null && (metric instanceof Counter || metric instanceof Gauge<?>)) {
            metrics.put(metric, new Named(operator, name));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Named named = metrics.remove(metric);
        if (named != null && metric instanceof Counter counter) {
            before.merge(named, counter.getCount(), Long::sum);
        }
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    /** Where they stand now. */
    JobCounts counts() {
        return new JobCounts(
                counted((operator, name) -> operator.startsWith("Source: ") && name.equals("numRecordsIn")),
                waiting(),
                counted((_, name) -> name.equals("unreadable")),
                counted((_, name) -> name.equals("copies")),
                counted((_, name) -> name.equals("tooOld")),
                counted((operator, name) -> operator.startsWith("findings") && name.equals("numRecordsSend")),
                reached());
    }

    private long counted(BiPredicate<String, String> which) {
        long now = metrics.entrySet().stream()
                .filter(each ->
                        which.test(each.getValue().operator(), each.getValue().name()))
                .mapToLong(each -> each.getKey() instanceof Counter counter ? counter.getCount() : 0)
                .sum();
        long ended = before.entrySet().stream()
                .filter(each ->
                        which.test(each.getKey().operator(), each.getKey().name()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return now + ended;
    }

    private long waiting() {
        return metrics.entrySet().stream()
                .filter(each -> each.getValue().name().equals("pendingRecords"))
                .mapToLong(each -> value(each.getKey()))
                .filter(value -> value > 0)
                .sum();
    }

    private Optional<Instant> reached() {
        return metrics.entrySet().stream()
                .filter(each -> each.getValue().operator().equals("accounts")
                        && each.getValue().name().equals("currentInputWatermark"))
                .mapToLong(each -> value(each.getKey()))
                .min()
                .stream()
                .filter(millis -> millis > 0 && millis < Long.MAX_VALUE)
                .mapToObj(Instant::ofEpochMilli)
                .findFirst();
    }

    private static long value(Metric metric) {
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number ? number.longValue() : 0;
    }
}
