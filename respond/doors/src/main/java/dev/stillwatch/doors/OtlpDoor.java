// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.rpc.Status;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.doors.DoorMetrics.Unwatched;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.ingest.OtlpExport;
import dev.stillwatch.ingest.ParseOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Takes spans and log records of model calls from OpenTelemetry exporters, to watch only: nothing is refused or changed.
 *
 * <p>An exporter is told that a batch is taken only when its exchanges are recorded. Batches that come again are
 * recorded again, under the same ids, by which copies are dropped later. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
public final class OtlpDoor implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String WHY =
            "Some model calls name no account or no time, or their account's name is too long.";

    private final OtlpSettings settings;
    private final Function<String, Principal> register;
    private final DoorParts parts;
    private final DoorMetrics metrics;
    private final OtlpExport exports;
    private final DigestExtractor extractor = new DigestExtractor();
    private final ThreadPoolExecutor workers;
    private final HttpDoor http;

    private OtlpDoor(OtlpSettings settings, Function<String, Principal> register, DoorParts parts) {
        this.settings = settings;
        this.register = register;
        this.parts = parts;
        this.metrics = new DoorMetrics(parts.registry(), "otlp");
        this.exports = new OtlpExport(settings.reading());
        this.workers = new ThreadPoolExecutor(
                settings.workers(),
                settings.workers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.waiting()),
                Thread.ofPlatform().daemon().name("otlp-worker-", 0).factory());
        this.http = HttpDoor.start(
                "OTLP",
                settings.listening(),
                settings.secret(),
                settings.limits(),
                Map.of(
                        "/v1/traces", (caller, body) -> take(OtlpSignal.TRACES, caller, body),
                        "/v1/logs", (caller, body) -> take(OtlpSignal.LOGS, caller, body)));
    }

    /**
     * Starts listening.
     *
     * @param register what is known of an account, by the name that spans give it; its account is recorded, so that names
     *     can be made those of other doors, or ones that tell nothing
     * @throws StillwatchException when the port is taken, a certificate cannot be read, or neither TLS nor this machine's
     *     own address is configured
     */
    public static OtlpDoor start(OtlpSettings settings, Function<String, Principal> register, DoorParts parts) {
        return new OtlpDoor(settings, register, parts);
    }

    private void take(OtlpSignal signal, HttpDoor.Caller caller, byte[] body) {
        String type = caller.header("content-type")
                .map(t -> t.split(";")[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
        if (!type.equals(JSON) && !type.equals(PROTOBUF)) {
            refuse(caller, JSON, 415, "Send application/json or application/x-protobuf.");
            return;
        }
        try {
            workers.execute(() -> read(signal, type, caller, body));
        } catch (RejectedExecutionException e) {
            metrics.unwatched(Unwatched.DROPPED);
            caller.answer(503, type, status(type, "Too much waits to be read."), Map.of("retry-after", "1"));
        }
    }

    private void read(OtlpSignal signal, String type, HttpDoor.Caller caller, byte[] body) {
        try {
            OtlpBatch.Unpacked unpacked = OtlpBatch.unpack(
                    body, caller.header("content-encoding"), settings.limits().bodyBytes());
            switch (unpacked) {
                case OtlpBatch.Unpacked.Whole whole -> read(signal, type, caller, whole);
                case OtlpBatch.Unpacked.UnknownEncoding() ->
                    refuse(caller, type, 415, "Send the body as it is, or packed by gzip.");
                case OtlpBatch.Unpacked.TooLong() ->
                    refuse(caller, type, 413, "The body is longer than this door takes; send smaller batches.");
                case OtlpBatch.Unpacked.Broken() -> refuse(caller, type, 400, "The body cannot be unpacked.");
            }
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever it is, its message may hold parts of a prompt.
            refuse(caller, type, 400, "The body cannot be read.");
        }
    }

    private void read(OtlpSignal signal, String type, HttpDoor.Caller caller, OtlpBatch.Unpacked.Whole whole) {
        Optional<byte[]> json = type.equals(JSON) ? whole.bytes() : signal.json(whole.body());
        Optional<List<ParseOutcome>> outcomes = json.flatMap(exports::read);
        if (outcomes.isEmpty()) {
            refuse(caller, type, 400, "The body is no OTLP export.");
            return;
        }
        int rejected = 0;
        for (ParseOutcome outcome : outcomes.get()) {
            switch (outcome) {
                case ParseOutcome.Parsed(Exchange exchange) -> record(exchange);
                case ParseOutcome.Malformed _ -> rejected++;
                case ParseOutcome.Skipped _ -> {
                    // A span of something else than a model call.
                }
            }
        }
        metrics.unwatched(Unwatched.NO_ACCOUNT, rejected);
        caller.answer(200, type, type.equals(JSON) ? signal.json(rejected, WHY) : signal.protobuf(rejected, WHY));
    }

    private void record(Exchange seen) {
        if (seen.status().isPresent() && seen.status().getAsInt() / 100 != 2) {
            return;
        }
        Principal principal = register.apply(seen.account());
        Exchange exchange = new Exchange(
                seen.id(),
                seen.time(),
                principal.account(),
                principal.organisation().or(seen::organisation),
                seen.api(),
                seen.model(),
                seen.request(),
                seen.response(),
                seen.usage(),
                seen.client(),
                seen.billing(),
                seen.status(),
                seen.latency());
        parts.recorder().record(extractor.extract(exchange));
        if (!parts.guard().free(exchange.account())) {
            parts.recorder().watched(exchange);
        }
        metrics.served();
    }

    private void refuse(HttpDoor.Caller caller, String type, int status, String why) {
        metrics.unwatched(Unwatched.UNREADABLE);
        caller.answer(status, type, status(type, why));
    }

    /** A message of google.rpc.Status, as OTLP asks of errors. */
    private static byte[] status(String type, String message) {
        return type.equals(JSON)
                ? ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8)
                : Status.newBuilder().setMessage(message).build().toByteArray();
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    public DoorHealth health() {
        return new DoorHealth(http.isListening(), parts.recorder().trouble());
    }

    /** Takes no new connections, lets requests end for up to {@code grace}, then ends the rest. */
    public void drain(Duration grace) {
        http.drain(grace);
    }

    @Override
    public void close() {
        http.close();
        workers.shutdownNow();
    }
}
