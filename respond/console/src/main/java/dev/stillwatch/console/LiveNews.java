// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tells open pages that something changed, so that they ask for what they show. Server-sent events: an event says only
 * that there is news ({@code cases}) or that time has passed ({@code figures}), and holds nothing about anybody.
 *
 * <p>While no page is open nothing is looked at. Runs on the event loop; looks at the store on a thread that may wait.
 */
final class LiveNews {
    private static final int MOST_PAGES = 500;
    private static final long LOOK_MILLIS = 1_000;
    private static final long FIGURES_EVERY = 2;

    private final Vertx vertx;
    private final Function<RoutingContext, Optional<AdminUser>> who;
    private final LongSupplier revision;
    private final Map<HttpServerResponse, RoutingContext> pages = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private long told = -1;
    private long looks;

    LiveNews(Vertx vertx, Function<RoutingContext, Optional<AdminUser>> who, LongSupplier revision) {
        this.vertx = vertx;
        this.who = who;
        this.revision = revision;
        vertx.setPeriodic(LOOK_MILLIS, _ -> look());
    }

    /** Keeps a page's connection open until it goes, or whoever opened it is signed out. */
    void listen(RoutingContext context) {
        if (who.apply(context).filter(user -> user.role().includes(Role.VIEWER)).isEmpty()) {
            context.response().setStatusCode(401).end();
            return;
        }
        if (pages.size() >= MOST_PAGES) {
            context.response().setStatusCode(503).putHeader("retry-after", "60").end();
            return;
        }
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("content-type", "text/event-stream").putHeader("x-accel-buffering", "no");
        response.closeHandler(_ -> pages.remove(response));
        response.exceptionHandler(_ -> pages.remove(response));
        pages.put(response, context);
        response.write(": here\n\n");
    }

    private void look() {
        if (pages.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        Callable<Long> now = revision::getAsLong;
        vertx.executeBlocking(now, false).onComplete(found -> {
            looking.set(false);
            looks++;
            pages.entrySet().removeIf(page -> signedOut(page.getKey(), page.getValue()));
            if (found.succeeded() && found.result() != told) {
                told = found.result();
                tell("cases");
            }
            if (looks % FIGURES_EVERY == 0) {
                tell("figures");
            }
        });
    }

    private boolean signedOut(HttpServerResponse response, RoutingContext context) {
        if (who.apply(context).isPresent()) {
            return false;
        }
        response.end();
        return true;
    }

    private void tell(String event) {
        for (HttpServerResponse page : pages.keySet()) {
            // A page that does not read misses news rather than piling it up here.
            if (!page.writeQueueFull()) {
                page.write("event: " + event + "\ndata: \n\n");
            }
        }
    }
}
