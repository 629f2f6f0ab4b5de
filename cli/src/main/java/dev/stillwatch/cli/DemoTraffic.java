// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.range.ClientRequest;
import dev.stillwatch.range.Kind;
import dev.stillwatch.range.LabelledExchange;
import dev.stillwatch.range.TrafficClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends simulated clients' requests to a gateway and moves the clock as it goes: as fast as they are answered, or at a
 * pace. One thread plays; counts may be read by any.
 */
final class DemoTraffic {
    private static final int AT_ONCE = 64;
    /** Further behind than this, as after a sleep of the machine, nothing is made up for. */
    private static final long MOST_BEHIND_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int NOT_ALLOWED = 403;

    private final HttpClient client;
    private final int port;
    private final TrafficClock clock;
    private final double speed;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong refusedCampaign = new AtomicLong();
    private final AtomicLong refusedBenign = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /* Of the playing thread: this moment of real time is that moment of the traffic's. */
    private long paceFromNanos;
    private Instant paceFrom = Instant.MIN;

    /**
     * How the requests fared so far.
     *
     * @param refusedCampaign requests of campaign accounts answered with 403
     * @param refusedBenign requests of everybody else answered with 403
     * @param failed answered otherwise than with 200 or 403, or not at all
     */
    record Counts(long served, long refusedCampaign, long refusedBenign, long failed) {}

    /**
     * @param port of the gateway
     * @param speed simulated seconds a second, where a pace is kept
     */
    DemoTraffic(Vertx vertx, int port, TrafficClock clock, double speed) {
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(AT_ONCE));
        this.port = port;
        this.clock = clock;
        this.speed = speed;
    }

    /** Sends one request as soon as fewer than {@value #AT_ONCE} are on their way. */
    void send(LabelledExchange labelled) throws InterruptedException {
        free.acquire();
        clock.moveTo(labelled.exchange().time());
        ClientRequest wire = ClientRequest.of(labelled.exchange());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(wire.path());
        options.addHeader("authorization", "Bearer " + wire.key());
        wire.headers().forEach(options::addHeader);
        client.request(options)
                .compose(request -> request.send(Buffer.buffer(wire.body())))
                .compose(response -> response.end().map(response.statusCode()))
                .onComplete(answer -> {
                    count(labelled.kind(), answer.succeeded() ? answer.result() : 0);
                    free.release();
                });
    }

    /** Waits until it is an exchange's time. */
    void awaitTime(LabelledExchange labelled) throws InterruptedException {
        Instant time = labelled.exchange().time();
        long now = System.nanoTime();
        long ahead = paceFrom.equals(Instant.MIN)
                ? -Long.MAX_VALUE
                : paceFromNanos + (long) (Duration.between(paceFrom, time).toNanos() / speed) - now;
        if (ahead < -MOST_BEHIND_NANOS) {
            paceFromNanos = now;
            paceFrom = time;
        } else if (ahead > 0) {
            Thread.sleep(Duration.ofNanos(ahead));
        }
    }

    /** Waits until everything sent has been answered. */
    void awaitAnswers() throws InterruptedException {
        free.acquire(AT_ONCE);
        free.release(AT_ONCE);
    }

    /** Waits for that no longer than {@code most}. */
    void awaitAnswers(Duration most) throws InterruptedException {
        if (free.tryAcquire(AT_ONCE, most.toMillis(), TimeUnit.MILLISECONDS)) {
            free.release(AT_ONCE);
        }
    }

    private void count(Kind kind, int status) {
        (switch (status) {
                    case 200 -> served;
                    case NOT_ALLOWED -> kind.benign() ? refusedBenign : refusedCampaign;
                    default -> failed;
                })
                .incrementAndGet();
    }

    Counts counts() {
        return new Counts(served.get(), refusedCampaign.get(), refusedBenign.get(), failed.get());
    }
}
