// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import dev.stillwatch.ingest.RequestBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the gateway sees of one exchange and records of it.
 *
 * <p>The request is read and reduced to hashes and counts while the model server works, so that it costs the client no
 * time; the text is dropped then. Used on one event loop only.
 */
final class Sighting {
    private final Surroundings around;
    private final Principal principal;
    private final Optional<Api> api;
    private final Client client;
    private final Instant arrived;
    private final long started = System.nanoTime();
    private final String id;
    private final UsageTail tail = new UsageTail();

    private Buffer asked = Buffer.buffer();
    private boolean tooLong;
    private boolean watched;
    private int status;
    private Optional<Exchange> exchange = Optional.empty();
    private Optional<ExchangeDigest> digest = Optional.empty();

    Sighting(Surroundings around, Principal principal, Optional<Api> api, HttpServerRequest request) {
        this.around = around;
        this.principal = principal;
        this.api = api;
        this.client = around.clients().of(request);
        this.arrived = around.clock().instant();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.id = Long.toHexString(arrived.toEpochMilli())
                + "-"
                + Long.toHexString(random.nextLong())
                + Long.toHexString(random.nextLong());
    }

    /** Names the exchange, for the client, the model server and the log; random, so that it tells nothing. */
    String id() {
        return id;
    }

    void watched(boolean watch) {
        watched = watch;
    }

    void asked(Buffer chunk) {
        if (api.isPresent() && !tooLong) {
            tooLong = asked.length() + chunk.length() > around.limits().inspectedBytes();
            if (tooLong) {
                asked = Buffer.buffer();
                around.metrics().count("uninspected", "why", "too_long");
            } else {
                asked.appendBuffer(chunk);
            }
        }
    }

    /** The request is complete and on its way: time to read it. */
    void askedAll() {
        if (api.isEmpty()) {
            return;
        }
        Optional<RequestBody.Asked> read = around.bodies().read(asked.getBytes());
        asked = Buffer.buffer();
        Request request = read.map(RequestBody.Asked::request)
                .orElseGet(() -> new Request(List.<Message>of(), Parameters.DEFAULTS, List.of()));
        Exchange whole = new Exchange(
                Optional.of(id),
                arrived,
                principal.account(),
                principal.organisation(),
                api.get(),
                read.flatMap(RequestBody.Asked::model),
                request,
                Optional.empty(),
                Usage.UNKNOWN,
                client,
                principal.billing(),
                OptionalInt.empty(),
                Optional.empty());
        digest = Optional.of(around.extractor().extract(whole));
        if (watched) {
            exchange = Optional.of(whole);
        }
    }

    void answering(int answerStatus) {
        status = answerStatus;
    }

    void answer(Buffer chunk) {
        if (api.isPresent()) {
            tail.accept(chunk);
        }
    }

    /** Records the exchange, once, where a model answered. */
    void record() {
        if (digest.isPresent() && status / 100 == 2) {
            Usage usage = tail.usage(around.bodies());
            around.recorder().record(digest.get().withAnswer(usage.output().orElse(0)));
            exchange.ifPresent(whole -> around.recorder().watched(answered(whole, usage)));
        }
        digest = Optional.empty();
        exchange = Optional.empty();
    }

    private Exchange answered(Exchange whole, Usage usage) {
        return new Exchange(
                whole.id(),
                whole.time(),
                whole.account(),
                whole.organisation(),
                whole.api(),
                whole.model(),
                whole.request(),
                whole.response(),
                usage,
                whole.client(),
                whole.billing(),
                OptionalInt.of(status),
                Optional.of(Duration.ofNanos(System.nanoTime() - started)));
    }

    /** The client left: what it has had until then counts. */
    void clientGone() {
        record();
    }
}
