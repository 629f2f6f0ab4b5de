// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Passes a request's body on as it comes in, holding the client back while the model server is slow to read; given up
 * when nothing moves for {@link ProxyLimits#stall}, and whoever was waited for is to blame. For one event loop.
 */
final class RequestPipe {
    private final HttpServerRequest from;
    private final HttpClientRequest to;
    private final Consumer<End> ended;
    private final long most;
    private final Stall stall;
    private boolean held;
    private boolean over;

    /** How a body ended. */
    enum End {
        ENDED,
        TOO_LONG,
        BROKEN,
        CLIENT_STALLED,
        UPSTREAM_STALLED
    }

    RequestPipe(Surroundings around, HttpServerRequest from, HttpClientRequest to, Consumer<End> ended) {
        this.from = from;
        this.to = to;
        this.ended = ended;
        this.most = around.limits().requestBytes();
        this.stall = Stall.watch(around, () -> end(held ? End.UPSTREAM_STALLED : End.CLIENT_STALLED));
    }

    /** Whether the model server has yet to take what it was sent. */
    boolean isHeld() {
        return held;
    }

    void run(Consumer<Buffer> seen) {
        long[] passed = {0};
        from.exceptionHandler(_ -> end(End.BROKEN));
        from.handler(chunk -> {
            passed[0] += chunk.length();
            if (over) {
                return;
            }
            if (passed[0] > most) {
                end(End.TOO_LONG);
                return;
            }
            stall.progress();
            seen.accept(chunk);
            to.write(chunk);
            if (to.writeQueueFull()) {
                hold();
            }
        });
        from.endHandler(_ -> {
            if (!over) {
                to.end();
                end(End.ENDED);
            }
        });
        from.resume();
    }

    private void hold() {
        held = true;
        from.pause();
        to.drainHandler(_ -> {
            if (!over) {
                held = false;
                stall.progress();
                from.resume();
            }
        });
    }

    private void end(End how) {
        if (!over) {
            over = true;
            stall.over();
            ended.accept(how);
        }
    }
}
