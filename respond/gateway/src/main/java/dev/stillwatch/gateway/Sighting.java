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
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private final GatheredBody asked = new GatheredBody();
    private boolean tooLong;
    private boolean begun;
    private boolean watched;
    private int status;
    private Usage usage = Usage.UNKNOWN;
    private Optional<String> model = Optional.empty();
    private Optional<Seen> seen = Optional.empty();
    private boolean reading;
    private final List<Runnable> afterReading = new ArrayList<>();

    /** What is kept of a request until its answer is there. */
    private record Seen(ExchangeDigest digest, Optional<String> model, Optional<Exchange> whole) {}

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

    /** How many bytes the request's body is said to have. */
    void announced(long bytes) {
        asked.announced(bytes);
    }

    /** The next bytes of the request's body. */
    public void asked(Buffer chunk) {
        if (api.isPresent() && !begun && !tooLong) {
            tooLong = asked.length() + chunk.length() > around.inspectedBytes();
            if (tooLong) {
                asked.drop();
                around.uninspected().run();
            } else {
                asked.add(chunk);
            }
        }
    }

    /** The request is complete and on its way: time to read it. */
    public void askedAll() {
        askedAll(LargeBodies.AT_ONCE);
    }

    /** The same, read where {@code bodies} says; what is recorded waits for it. */
    void askedAll(LargeBodies bodies) {
        if (api.isEmpty() || begun) {
            return;
        }
        begun = true;
        byte[] body = asked.take();
        boolean keep = watched;
        reading = true;
        Future<Seen> read = bodies.read(body.length, () -> seen(body, keep));
        if (read.isComplete()) {
            readingOver(read);
        } else {
            read.onComplete(_ -> readingOver(read));
        }
    }

    private void readingOver(Future<Seen> read) {
        reading = false;
        if (read.succeeded()) {
            seen = Optional.of(read.result());
        } else {
            // Better an exchange without its text than none.
            around.uninspected().run();
            seen = Optional.of(seen(new byte[0], false));
        }
        model = seen.flatMap(Seen::model);
        List<Runnable> waiting = List.copyOf(afterReading);
        afterReading.clear();
        waiting.forEach(Runnable::run);
    }

    /** Reads a body; on any thread. */
    private Seen seen(byte[] body, boolean keep) {
        Optional<RequestBody.Asked> read = around.bodies().read(body);
        Request request = read.map(RequestBody.Asked::request)
                .orElseGet(() -> new Request(List.<Message>of(), Parameters.DEFAULTS, List.of()));
        Exchange whole = new Exchange(
                Optional.of(id),
                arrived,
                principal.account(),
                principal.organisation(),
                api.orElseThrow(),
                read.flatMap(RequestBody.Asked::model),
                request,
                Optional.empty(),
                Usage.UNKNOWN,
                client,
                principal.billing(),
                OptionalInt.empty(),
                Optional.empty());
        return new Seen(around.extractor().extract(whole), whole.model(), keep ? Optional.of(whole) : Optional.empty());
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

    /** Records the exchange, once, where a model answered and the request has been read. */
    public void record() {
        if (seen.isPresent() && status / 100 == 2) {
            usage = tail.usage(around.bodies());
            around.recorder()
                    .record(seen.get().digest().withAnswer(usage.output().orElse(0)));
            seen.get().whole().ifPresent(whole -> around.recorder().watched(answered(whole)));
        }
        seen = Optional.empty();
    }

    /** Records the exchange and goes on with {@code then}: at once, or when the request has been read. */
    void record(LargeBodies bodies, Runnable then) {
        if (status / 100 == 2) {
            // A model may answer before it has been sent all: then what it has been sent is what was asked.
            askedAll(bodies);
        }
        whenRead(() -> {
            record();
            then.run();
        });
    }

    /** Whether the request is being read just now. */
    boolean isReading() {
        return reading;
    }

    /** Runs something at once, or when the request has been read, in the order in which it was asked for. */
    void whenRead(Runnable then) {
        if (reading) {
            afterReading.add(then);
        } else {
            then.run();
        }
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

    /** The client left: what it has had until then counts, where its request was complete. */
    public void clientGone() {
        whenRead(this::record);
    }

    /** One side broke off: what the client has had until then counts. */
    void brokenOff(LargeBodies bodies) {
        record(bodies, () -> {});
    }
}
