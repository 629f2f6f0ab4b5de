// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Hands Flink the {@link JobMetrics} that its option {@code registered} names; Flink makes it by its class's name. */
public final class JobMetricsFactory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return JobMetrics.registered(properties.getProperty("registered", ""));
    }
}
