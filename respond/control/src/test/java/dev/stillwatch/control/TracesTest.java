// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TracesTest {
    private static final String CANARY = "zqcanary7731";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path folder;

    private Collector collector;
    private Optional<RunningService> running = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        collector = new Collector();
    }

    @AfterEach
    void stop() {
        running.ifPresent(RunningService::close);
        collector.close();
    }

    private RunningService traced(String more) throws IOException {
        RunningService service = new RunningService(folder, "telemetry: {otlp: '" + collector.url() + "'" + more + "}");
        running = Optional.of(service);
        return service;
    }

    private Span only() {
        Await.until("a span arrives", () -> !collector.spans().isEmpty());
        assertThat(collector.spans()).hasSize(1);
        return collector.spans().getFirst();
    }

    private static Map<String, String> attributes(Span span) {
        Map<String, String> attributes = new TreeMap<>();
        span.getAttributesList()
                .forEach(a -> attributes.put(
                        a.getKey(),
                        a.getValue().hasStringValue()
                                ? a.getValue().getStringValue()
                                : Long.toString(a.getValue().getIntValue())));
        return attributes;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Test
    void request_givesOneSpanInTheClientsTrace_andTheModelServerContinuesIt() throws Exception {
        RunningService service = traced("");
        service.post(
                "/v1/chat/completions",
                "{\"model\":\"m-large\",\"messages\":[{\"role\":\"user\",\"content\":\"" + CANARY + "\"}]}",
                "traceparent",
                "00-" + TRACE + "-00f067aa0ba902b7-00");
        Span span = only();
        assertThat(span.getName()).isEqualTo("POST /v1/chat/completions");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(span.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(span.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
        assertThat(attributes(span))
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/v1/chat/completions",
                        "url.scheme", "http",
                        "http.response.status_code", "200",
                        "gen_ai.operation.name", "chat",
                        "gen_ai.request.model", "m-large",
                        "gen_ai.usage.input_tokens", "11",
                        "gen_ai.usage.output_tokens", "7",
                        "stillwatch.outcome", "ok"));
        assertThat(service.model.headers.getFirst().get("Traceparent"))
                .containsExactly("00-" + TRACE + "-" + hex(span.getSpanId()) + "-01");
    }

    @Test
    void refusals_andUnknownPaths_haveSpansToo_withoutWhatTheClientWrote() throws Exception {
        RunningService service = traced("");
        HttpRequest noKey = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.service.port() + "/v1/" + CANARY))
                .method(CANARY.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody())
                .build();
        service.client.send(noKey, HttpResponse.BodyHandlers.discarding());
        Span span = only();
        assertThat(span.getName()).isEqualTo("OTHER /*");
        assertThat(attributes(span))
                .containsEntry("stillwatch.outcome", "unknown_path")
                .containsEntry("http.response.status_code", "404");
        assertThat(collector.raw()).doesNotContainIgnoringCase(CANARY);
    }

    @Test
    void modelServerThatFails_isAnError_andTheClientsModelNameIsNotTaken() throws Exception {
        RunningService service = traced("");
        service.post(
                "/v1/chat/completions",
                "{\"model\":\"" + CANARY + "\",\"messages\":[{\"role\":\"user\",\"content\":\"please fail\"}]}");
        Span span = only();
        assertThat(span.getStatus().getCodeValue()).isEqualTo(2);
        assertThat(attributes(span))
                .containsEntry("error.type", "upstream_error")
                .doesNotContainKey("gen_ai.request.model");
        assertThat(collector.raw()).doesNotContain(CANARY, RunningService.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "zqcanary7731",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void traceparent_thatIsNone_beginsATraceOfItsOwn(String traceparent) throws Exception {
        RunningService service = traced("");
        service.post("/v1/embeddings", "{\"model\":\"m\",\"input\":\"x\"}", "traceparent", traceparent);
        Span span = only();
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
        assertThat(hex(span.getTraceId())).isNotEqualTo(TRACE).matches("[0-9a-f]{32}");
        assertThat(service.model.headers.getFirst().get("Traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + hex(span.getTraceId()));
    }

    @Test
    void sampled_isTheOperatorsChoice_whateverTheClientAsksFor() throws Exception {
        RunningService service = traced(", sampled: 0.000000001");
        for (int i = 0; i < 20; i++) {
            service.post(
                    "/v1/embeddings",
                    "{\"model\":\"m\",\"input\":\"x\"}",
                    "traceparent",
                    "00-" + TRACE + "-00f067aa0ba902b7-01");
        }
        service.close();
        running = Optional.empty();
        assertThat(collector.spans()).isEmpty();
        // Not traced here, but the client's trace goes on behind the gateway.
        assertThat(service.model.headers.getFirst().get("Traceparent"))
                .containsExactly("00-" + TRACE + "-00f067aa0ba902b7-01");
    }

    @Test
    void collectorAway_servesAllTheSameAndCountsWhatIsLost() throws Exception {
        collector.close();
        RunningService service = traced("");
        assertThat(service.chat("Hi").statusCode()).isEqualTo(200);
        Await.until("loss is counted", () -> {
            try {
                return service.metrics().contains("stillwatch_traces_spans_total{outcome=\"failed\"} 1.0");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void withoutTelemetry_nothingIsSentAndHeadersPassAsTheyAre() throws Exception {
        RunningService service = new RunningService(folder, "");
        running = Optional.of(service);
        service.post("/v1/embeddings", "{\"model\":\"m\",\"input\":\"x\"}", "traceparent", "00-any-thing");
        assertThat(service.model.headers.getFirst().get("Traceparent")).containsExactly("00-any-thing");
        assertThat(service.metrics()).doesNotContain("stillwatch_traces");
    }

    @Test
    void ending_sendsWhatWaits() throws Exception {
        RunningService service = traced("");
        service.chat("Hi");
        service.close();
        running = Optional.empty();
        assertThat(collector.spans()).hasSize(1);
    }
}
