// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.gateway.RequestTraces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends one span for each sampled request to a collector, as OTLP over HTTP.
 *
 * <p>A span holds what OpenTelemetry's conventions for HTTP and generative AI name, and nothing of what was said: no
 * text, key, address or account. Whether a request is sampled is decided here, whatever the client's trace context says
 * of it, since clients would have the service work for them. Spans wait in a queue of {@value #WAITING}; while the
 * collector is away, they are dropped. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">HTTP spans</a>
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
final class OtlpTraces implements RequestTraces, AutoCloseable {
    private static final int WAITING = 4096;
    private static final Duration COLLECTOR_TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern PARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}");
    /** A name, not a text that somebody hid there. */
    private static final Pattern MODEL = Pattern.compile("[\\w.:/@+-]{1,128}");

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> ASKED_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<Long> TOKENS_IN = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> TOKENS_OUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("stillwatch.outcome");

    private final double sampled;
    private final CountingExporter exporter;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    OtlpTraces(ServeSettings.Telemetry settings) {
        this.sampled = settings.sampled();
        this.exporter = new CountingExporter(OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.otlp().toString())
                .setTimeout(COLLECTOR_TIMEOUT)
                .build());
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), settings.service())))
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(WAITING)
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build();
        this.tracer = provider.get("dev.stillwatch.gateway");
    }

    @Override
    public boolean samples() {
        return sampled >= 1 || ThreadLocalRandom.current().nextDouble() < sampled;
    }

    @Override
    public Trace begin(Arrival arrival) {
        SpanBuilder span = tracer.spanBuilder(arrival.method() + " " + arrival.route())
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, arrival.method())
                .setAttribute(ROUTE, arrival.route())
                .setAttribute(SCHEME, arrival.encrypted() ? "https" : "http");
        arrival.api().ifPresent(api -> span.setAttribute(OPERATION, operation(api)));
        arrival.traceparent()
                .flatMap(OtlpTraces::parent)
                .ifPresentOrElse(parent -> span.setParent(Context.root().with(Span.wrap(parent))), span::setNoParent);
        return new Request(span.startSpan());
    }

    private static Optional<SpanContext> parent(String traceparent) {
        Matcher matcher = PARENT.matcher(traceparent);
        return matcher.matches()
                ? Optional.of(SpanContext.createFromRemoteParent(
                        matcher.group(1), matcher.group(2), TraceFlags.getSampled(), TraceState.getDefault()))
                : Optional.empty();
    }

    private static String operation(Api api) {
        return switch (api) {
            case CHAT, MESSAGES, RESPONSES -> "chat";
            case COMPLETIONS -> "text_completion";
            case EMBEDDINGS -> "embeddings";
        };
    }

    private record Request(Span span) implements Trace {
        @Override
        public String traceparent() {
            SpanContext context = span.getSpanContext();
            return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01";
        }

        @Override
        public void ended(End end) {
            span.setAttribute(STATUS, (long) end.status());
            span.setAttribute(OUTCOME, end.outcome());
            end.model().filter(m -> MODEL.matcher(m).matches()).ifPresent(m -> span.setAttribute(ASKED_MODEL, m));
            end.usage().input().ifPresent(tokens -> span.setAttribute(TOKENS_IN, tokens));
            end.usage().output().ifPresent(tokens -> span.setAttribute(TOKENS_OUT, tokens));
            if (end.status() >= 500 || end.outcome().startsWith("upstream_")) {
                span.setAttribute(ERROR, end.outcome());
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    /** Spans that the collector has taken. */
    long exported() {
        return exporter.taken();
    }

    /** Spans that it has not, since it was away or refused them. */
    long failed() {
        return exporter.failed();
    }

    /** Sends what waits, for some seconds at most. */
    @Override
    public void close() {
        provider.shutdown().join(COLLECTOR_TIMEOUT.toSeconds() + 1, TimeUnit.SECONDS);
    }
}
