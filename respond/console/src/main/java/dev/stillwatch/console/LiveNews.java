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
    private final Map<HttpServerResponse, Open> pages = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long latest = -1;
    private long looks;

    /** A page that is open. Used on the event loop only. */
    private static final class Open {
        private final RoutingContext context;
        /** The revision that it shows, or was told of. */
        private long seen;

        private Open(RoutingContext context, long seen) {
            this.context = context;
            this.seen = seen;
        }
    }

    LiveNews(Vertx vertx, Function<RoutingContext, Optional<AdminUser>> who, LongSupplier revision) {
        this.vertx = vertx;
        this.who = who;
        this.revision = revision;
        vertx.setPeriodic(LOOK_MILLIS, _ -> look());
    }

    /**
     * The revision of the store last looked at: never newer than what a page shows that is made from now on. A page sends
     * it along when it begins to listen, so that nothing is missed between both.
     */
    long latest() {
        return latest;
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
        pages.put(response, new Open(context, seen(context)));
        response.write(": here\n\n");
    }

    private static long seen(RoutingContext context) {
        try {
            return Long.parseLong(context.queryParams().get("seen"));
        } catch (NumberFormatException _) {
            // It does not say what it shows, so it is told once.
            return -1;
        }
    }

    private void look() {
        if (pages.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        Callable<Long> now = revision::getAsLong;
        vertx.executeBlocking(now, false).onComplete(found -> {
            looking.set(false);
            looks++;
            pages.entrySet().removeIf(page -> signedOut(page.getKey(), page.getValue().context));
            if (found.succeeded()) {
                latest = found.result();
                pages.forEach((response, page) -> {
                    if (page.seen != latest && tell(response, "cases")) {
                        page.seen = latest;
                    }
                });
            }
            if (looks % FIGURES_EVERY == 0) {
                pages.keySet().forEach(response -> tell(response, "figures"));
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

    /* A page that does not read is told later rather than piling news up here. */
    private static boolean tell(HttpServerResponse page, String event) {
        if (page.writeQueueFull()) {
            return false;
        }
        page.write("event: " + event + "\ndata: \n\n");
        return true;
    }
}
