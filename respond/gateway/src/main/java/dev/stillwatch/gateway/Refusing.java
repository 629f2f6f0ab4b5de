// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.enforce.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Answers a request with a problem, whatever of its body is still to come. */
final class Refusing {
    /** A body up to here is read and thrown away, so that the connection can be used again. */
    private static final long DISCARDED = 256 * 1024;

    private Refusing() {}

    static void answer(HttpServerRequest request, Dialect dialect, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            request.connection().close();
            return;
        }
        response.setStatusCode(problem.status());
        response.putHeader("content-type", "application/json");
        problem.headers().forEach(response::putHeader);
        boolean discards = request.isEnded() || length(request) <= DISCARDED;
        if (!discards && request.version() != HttpVersion.HTTP_2) {
            response.putHeader("connection", "close");
        }
        if (!request.isEnded()) {
            request.handler(_ -> {});
            request.resume();
        }
        response.end(Buffer.buffer(problem.body(dialect))).onComplete(_ -> {
            if (!discards && request.version() != HttpVersion.HTTP_2) {
                request.connection().close();
            }
        });
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? Long.MAX_VALUE : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
