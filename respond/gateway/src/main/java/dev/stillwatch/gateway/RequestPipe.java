// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Passes a request's body on as it comes in, holding the client back while the model server is slow to read. */
final class RequestPipe {
    private RequestPipe() {}

    /** How a body ended. */
    enum End {
        ENDED,
        TOO_LONG,
        BROKEN
    }

    static void between(
            HttpServerRequest from, HttpClientRequest to, long most, Consumer<Buffer> seen, Consumer<End> ended) {
        long[] passed = {0};
        from.exceptionHandler(_ -> ended.accept(End.BROKEN));
        from.handler(chunk -> {
            passed[0] += chunk.length();
            if (passed[0] > most) {
                from.handler(_ -> {});
                from.endHandler(_ -> {});
                ended.accept(End.TOO_LONG);
                to.reset();
                return;
            }
            seen.accept(chunk);
            to.write(chunk);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(_ -> from.resume());
            }
        });
        from.endHandler(_ -> {
            to.end();
            ended.accept(End.ENDED);
        });
        from.resume();
    }
}
