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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is seen of one exchange and recorded of it, whichever way it comes in.
 *
 * <p>The request is read and reduced to hashes and counts while the model server works, so that it costs the client no
 * time; the text is dropped then. Not thread-safe.
 */
public final class Sighting {
    private final Watching around;
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
    private Optional<String> model = Optional.empty();
    private Usage usage = Usage.UNKNOWN;
    private Optional<Exchange> exchange = Optional.empty();
    private Optional<ExchangeDigest> digest = Optional.empty();

    /**
     * @param api empty for requests that ask no model: nothing is recorded of those
     */
    public Sighting(Watching around, Principal principal, Optional<Api> api, Client client) {
        this.around = around;
        this.principal = principal;
        this.api = api;
        this.client = client;
        this.arrived = around.clock().instant();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.id = Long.toHexString(arrived.toEpochMilli())
                + "-"
                + Long.toHexString(random.nextLong())
                + Long.toHexString(random.nextLong());
    }

    /** Names the exchange, for the client, the model server and the log; random, so that it tells nothing. */
    public String id() {
        return id;
    }

    /** Whether the whole exchange, with its texts, is offered as evidence; said before {@link #askedAll}. */
    public void watched(boolean watch) {
        watched = watch;
    }

    /** The next bytes of the request's body. */
    public void asked(Buffer chunk) {
        if (api.isPresent() && !tooLong) {
            tooLong = asked.length() + chunk.length() > around.inspectedBytes();
            if (tooLong) {
                asked = Buffer.buffer();
                around.uninspected().run();
            } else {
                asked.appendBuffer(chunk);
            }
        }
    }

    /** The request is complete and on its way: time to read it. */
    public void askedAll() {
        if (api.isEmpty()) {
            return;
        }
        Optional<RequestBody.Asked> read = around.bodies().read(asked.getBytes());
        asked = Buffer.buffer();
        model = read.flatMap(RequestBody.Asked::model);
        Request request = read.map(RequestBody.Asked::request)
                .orElseGet(() -> new Request(List.<Message>of(), Parameters.DEFAULTS, List.of()));
        Exchange whole = new Exchange(
                Optional.of(id),
                arrived,
                principal.account(),
                principal.organisation(),
                api.get(),
                model,
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

    /** The answer's HTTP status. */
    public void answering(int answerStatus) {
        status = answerStatus;
    }

    /** The next bytes of the answer's body. */
    public void answer(Buffer chunk) {
        if (api.isPresent()) {
            tail.accept(chunk);
        }
    }

    /** Records the exchange, once, where a model answered. */
    public void record() {
        if (digest.isPresent() && status / 100 == 2) {
            usage = tail.usage(around.bodies());
            around.recorder().record(digest.get().withAnswer(usage.output().orElse(0)));
            exchange.ifPresent(whole -> around.recorder().watched(answered(whole)));
        }
        digest = Optional.empty();
        exchange = Optional.empty();
    }

    /** The model asked for, as the client wrote it; empty where the request was not read or named none. */
    public Optional<String> model() {
        return model;
    }

    /** What the answer said of tokens, once it is recorded. */
    public Usage usage() {
        return usage;
    }

    private Exchange answered(Exchange whole) {
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
    public void clientGone() {
        record();
    }
}
