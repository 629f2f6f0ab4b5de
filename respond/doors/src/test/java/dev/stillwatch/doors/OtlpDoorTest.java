// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.policy.Countermeasure;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpDoorTest {
    private static final String SECRET = "a-secret-of-exporters";
    private static final String ACCOUNT = "person-1";
    private static final String SPANS = """
            {"resourceSpans": [{"scopeSpans": [{"spans": [
              {"name": "chat m", "traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331",
               "startTimeUnixNano": "1790000000000000000", "endTimeUnixNano": "1790000001000000000", "attributes": [
                {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
                {"key": "gen_ai.request.model", "value": {"stringValue": "m"}},
                {"key": "enduser.id", "value": {"stringValue": "person-1"}}]},
              {"name": "chat m", "traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203332",
               "startTimeUnixNano": "1790000000000000000", "attributes": [
                {"key": "gen_ai.request.model", "value": {"stringValue": "canary-prompt-0815"}}]},
              {"name": "GET /", "traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203333",
               "startTimeUnixNano": "1790000000000000000", "attributes": []}]}]}]}
            """;

    private final Fixture fixture = new Fixture();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final OtlpDoor door = start(HttpLimits.DEFAULTS, 4);

    private OtlpDoor start(HttpLimits limits, int waiting) {
        return OtlpDoor.start(
                new OtlpSettings(
                        new Listening("127.0.0.1", 0, Optional.empty()),
                        new SharedSecret(List.of(SECRET)),
                        limits,
                        IngestSettings.DEFAULTS,
                        1,
                        waiting),
                name -> Principal.of(fixture.names.ofSubject("iss", name)),
                fixture.parts);
    }

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private HttpRequest.Builder request(OtlpDoor to, String path, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path))
                .header("authorization", "Bearer " + SECRET)
                .header("content-type", type)
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body) {
        return send(request(door, path, type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** Sends everything twice, as an exporter does whose answer got lost. */
    private record Twice(SpanExporter to) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            to.export(spans).join(20, TimeUnit.SECONDS);
            return to.export(spans);
        }

        @Override
        public CompletableResultCode flush() {
            return to.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return to.shutdown();
        }
    }

    private SdkTracerProvider sdk(boolean packed, boolean twice) {
        SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint("http://127.0.0.1:" + door.port() + "/v1/traces")
                .addHeader("x-api-key", SECRET)
                .setCompression(packed ? "gzip" : "none")
                .build();
        return SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(twice ? new Twice(exporter) : exporter)
                        .build())
                .build();
    }

    private static void chat(Tracer tracer, String prompt) {
        Span span = tracer.spanBuilder("chat m-large")
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", "openai")
                .setAttribute("gen_ai.request.model", "m-large")
                .setAttribute("gen_ai.request.temperature", 0.5)
                .setAttribute("gen_ai.usage.output_tokens", 42L)
                .setAttribute("user.id", ACCOUNT)
                .setAttribute(
                        "gen_ai.input.messages",
                        "[{\"role\": \"user\", \"parts\": [{\"type\": \"text\", \"content\": \"" + prompt + "\"}]}]")
                .startSpan();
        span.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void officialSdk_modelCalls_becomeExchanges(boolean packed) {
        fixture.apply(fixture.names.ofSubject("iss", ACCOUNT), new Countermeasure.Observe());
        try (SdkTracerProvider sdk = sdk(packed, false)) {
            Tracer tracer = sdk.get("test");
            for (int i = 0; i < 20; i++) {
                chat(tracer, Fixture.PROMPT + " " + i);
            }
            tracer.spanBuilder("GET /").startSpan().end();
            assertThat(sdk.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
        assertThat(fixture.recorder.digests)
                .hasSize(20)
                .allSatisfy(digest -> assertThat(digest.account()).isEqualTo(fixture.names.ofSubject("iss", ACCOUNT)))
                .extracting(ExchangeDigest::key)
                .doesNotHaveDuplicates();
        assertThat(fixture.recorder.watched.getFirst()).satisfies(exchange -> {
            assertThat(exchange.model()).contains("m-large");
            assertThat(exchange.usage().output()).hasValue(42);
            assertThat(exchange.request().parameters().temperature()).hasValue(0.5);
            assertThat(exchange.request().lastUserMessage().orElseThrow().text())
                    .isEqualTo(Fixture.PROMPT + " 0");
        });
        fixture.assertNoCanary();
    }

    @Test
    void officialSdk_batchSentAgain_hasTheSameKeys() {
        try (SdkTracerProvider sdk = sdk(true, true)) {
            Tracer tracer = sdk.get("test");
            for (int i = 0; i < 5; i++) {
                chat(tracer, "p " + i);
            }
            assertThat(sdk.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
        assertThat(fixture.recorder.digests).hasSize(10);
        assertThat(fixture.recorder.digests.stream().map(ExchangeDigest::key).distinct())
                .hasSize(5);
        assertThat(fixture.recorder.digests).allMatch(ExchangeDigest::identified);
    }

    @Test
    void json_someSpansUnusable_areAPartialSuccess() {
        HttpResponse<byte[]> response = post("/v1/traces", "application/json", utf8(SPANS));
        assertThat(response.statusCode()).isEqualTo(200);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(body).contains("\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":");
        assertThat(fixture.recorder.digests).hasSize(1);
        assertThat(fixture.count("unwatched", "door", "otlp", "why", "no_account"))
                .isEqualTo(1);
        fixture.assertNoCanary(body);
    }

    @Test
    void protobufAndJson_ofTheSameSpan_haveTheSameKey() throws Exception {
        ExportTraceServiceRequest.Builder spans = ExportTraceServiceRequest.newBuilder();
        ByteString trace = ByteString.fromHex("0af7651916cd43dd8448eb211c80319c");
        spans.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setName("chat m")
                .setTraceId(trace)
                .setSpanId(ByteString.fromHex("b7ad6b7169203331"))
                .setStartTimeUnixNano(1_790_000_000_000_000_000L)
                .setEndTimeUnixNano(1_790_000_001_000_000_000L)
                .addAttributes(attribute("gen_ai.request.model", "m"))
                .addAttributes(attribute("enduser.id", ACCOUNT));
        HttpResponse<byte[]> response =
                post("/v1/traces", "application/x-protobuf", spans.build().toByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/x-protobuf");
        assertThat(ExportTraceServiceResponse.parseFrom(response.body()).hasPartialSuccess())
                .isFalse();
        post("/v1/traces", "application/json; charset=utf-8", utf8(SPANS));
        assertThat(fixture.recorder.digests.stream().map(ExchangeDigest::key).distinct())
                .hasSize(1);
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    @Test
    void logs_ofFinishedModelCalls_becomeExchanges() {
        ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
        logs.addResourceLogs(ResourceLogs.newBuilder()
                .addScopeLogs(ScopeLogs.newBuilder()
                        .addLogRecords(LogRecord.newBuilder()
                                .setEventName("gen_ai.client.inference.operation.details")
                                .setTimeUnixNano(1_790_000_000_000_000_000L)
                                .addAttributes(attribute("gen_ai.operation.name", "chat"))
                                .addAttributes(attribute("gen_ai.request.model", "m"))
                                .addAttributes(attribute("user.id", ACCOUNT)))));
        assertThat(post("/v1/logs", "application/x-protobuf", logs.build().toByteArray())
                        .statusCode())
                .isEqualTo(200);
        assertThat(fixture.recorder.digests).hasSize(1);
    }

    @Test
    void failedCalls_areNotCounted() {
        post(
                "/v1/traces",
                "application/json",
                utf8(SPANS.replace(
                        "{\"key\": \"gen_ai.operation.name\", \"value\": {\"stringValue\": \"chat\"}}",
                        "{\"key\": \"http.response.status_code\", \"value\": {\"intValue\": 429}}")));
        assertThat(fixture.recorder.digests).isEmpty();
    }

    @Test
    void emptyExport_isASuccess() {
        assertThat(post("/v1/traces", "application/x-protobuf", new byte[0]).statusCode())
                .isEqualTo(200);
        assertThat(new String(post("/v1/traces", "application/json", utf8("{}")).body(), StandardCharsets.UTF_8))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary-prompt-0815", "[]", "{\"resourceSpans\": [{\"canary-prompt-0815", "{}{}"})
    void hostileJson_isRefusedWithoutAnEcho(String body) {
        HttpResponse<byte[]> response = post("/v1/traces", "application/json", utf8(body));
        assertThat(response.statusCode()).isEqualTo(400);
        fixture.assertNoCanary(new String(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void randomBytes_asProtobuf_areRefusedOrEmpty() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            assertThat(post("/v1/traces", "application/x-protobuf", bytes).statusCode())
                    .isIn(200, 400);
        }
        assertThat(fixture.recorder.digests).isEmpty();
        assertThat(door.health().listening()).isTrue();
    }

    @Test
    void nestedValues_withoutEnd_areRefused() {
        AnyValue nested = AnyValue.newBuilder().setStringValue("x").build();
        for (int i = 0; i < 300; i++) {
            nested = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(nested))
                    .build();
        }
        ExportTraceServiceRequest.Builder spans = ExportTraceServiceRequest.newBuilder();
        spans.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(nested));
        assertThat(post("/v1/traces", "application/x-protobuf", spans.build().toByteArray())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void gzip_thatUnpacksBeyondTheLimit_isRefused() {
        try (OtlpDoor small = start(new HttpLimits(4096, 8192, Duration.ofSeconds(10)), 4)) {
            byte[] bomb = gzip(new byte[3_000_000]);
            assertThat(bomb.length).isLessThan(4096);
            assertThat(send(request(small, "/v1/traces", "application/json")
                                    .header("content-encoding", "gzip")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(bomb))
                                    .build())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void gzip_inCapitals_isUnpacked() {
        HttpResponse<byte[]> response = send(request(door, "/v1/traces", "application/json")
                .header("content-encoding", "GZIP")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(utf8(SPANS))))
                .build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(fixture.recorder.digests).hasSize(1);
    }

    @Test
    void gzip_cutOff_isRefused() {
        byte[] whole = gzip(utf8(SPANS));
        HttpRequest cut = request(door, "/v1/traces", "application/json")
                .header("content-encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(whole, 0, whole.length / 2))
                .build();
        assertThat(send(cut).statusCode()).isEqualTo(400);
        assertThat(fixture.recorder.digests).isEmpty();
    }

    @Test
    void unknownTypesAndEncodings_areRefused() {
        assertThat(post("/v1/traces", "text/plain", utf8(SPANS)).statusCode()).isEqualTo(415);
        assertThat(send(request(door, "/v1/traces", "application/json")
                                .header("content-encoding", "br")
                                .POST(HttpRequest.BodyPublishers.ofString(SPANS))
                                .build())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void exporter_withoutSecret_isRefused() {
        HttpRequest stranger = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/v1/traces"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SPANS))
                .build();
        assertThat(send(stranger).statusCode()).isEqualTo(401);
        assertThat(fixture.recorder.digests).isEmpty();
    }

    @Test
    void burst_beyondTheQueue_isPutOffAndNothingTakenIsLost() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.recorder.onRecord = () -> {
            try {
                goOn.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(client.sendAsync(
                    request(door, "/v1/traces", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(SPANS))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray()));
        }
        Fixture.await(() -> fixture.count("unwatched", "door", "otlp", "why", "dropped") == 15);
        goOn.countDown();
        int taken = 0;
        for (CompletableFuture<HttpResponse<byte[]>> each : sent) {
            HttpResponse<byte[]> response = each.get(20, TimeUnit.SECONDS);
            assertThat(response.statusCode()).isIn(200, 503);
            if (response.statusCode() == 503) {
                assertThat(response.headers().firstValue("retry-after")).contains("1");
            } else {
                taken++;
            }
        }
        assertThat(taken).isEqualTo(5);
        assertThat(fixture.recorder.digests).hasSize(5);
    }
}
