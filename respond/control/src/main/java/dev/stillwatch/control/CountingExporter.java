// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what becomes of spans: an exporter's own word goes nowhere anybody looks. */
final class CountingExporter implements SpanExporter {
    private final SpanExporter exporter;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    CountingExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> (result.isSuccess() ? taken : failed).addAndGet(count));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    long taken() {
        return taken.get();
    }

    long failed() {
        return failed.get();
    }
}
