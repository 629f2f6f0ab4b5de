// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Answers a request with a problem, whatever of its body is still to come. */
final class Refusing {
    /** A body up to here is read and thrown away, so that the connection can be used again. */
    private static final long DISCARDED = 256 * 1024;

    private static final Duration LINGER = Duration.ofSeconds(1);

    /** All that {@link #name} gives. */
    static final List<String> NAMES = List.of(
            "suspended", "verification_required", "throttled", "model_withheld", "reasoning_replayed", "unreadable");

    private Refusing() {}

    /** Refuses one request, once. */
    record Answerer(Surroundings around, HttpServerRequest request, Dialect dialect, Visit visit) {
        void with(Refusal refusal) {
            around.metrics().count("refusals", "why", name(refusal));
            with(Problem.of(refusal));
        }

        void with(Problem problem) {
            around.metrics().count("problems", "code", problem.code());
            visit.refused(problem.code(), problem.status());
            answer(around, request, dialect, problem);
        }
    }

    /** Kind of a refusal, for metrics. */
    static String name(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Suspended _ -> "suspended";
            case Refusal.VerificationRequired _ -> "verification_required";
            case Refusal.TooManyRequests _ -> "throttled";
            case Refusal.ModelWithheld _ -> "model_withheld";
            case Refusal.ReasoningReplayed() -> "reasoning_replayed";
            case Refusal.Unreadable _ -> "unreadable";
        };
    }

    /** A connection that is closed while its client still sends takes the answer along, so the rest is waited for. */
    private static void linger(Surroundings around, HttpServerRequest request) {
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer = around.vertx()
                .setTimer(LINGER.toMillis(), _ -> request.connection().close());
        request.endHandler(_ -> {
            around.vertx().cancelTimer(timer);
            request.connection().close();
        });
    }

    private static void answer(Surroundings around, HttpServerRequest request, Dialect dialect, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            // On HTTP/2 others share the connection, which goes on.
            response.reset();
            return;
        }
        // Those of an answer that may not be passed on after all.
        response.headers().clear();
        response.setChunked(false);
        response.setStatusCode(problem.status());
        response.putHeader("content-type", "application/json");
        problem.headers().forEach(response::putHeader);
        boolean discards = request.isEnded() || length(request).orElse(Long.MAX_VALUE) <= DISCARDED;
        boolean closes = request.version() != HttpVersion.HTTP_2
                && (!discards || "close".equals(problem.headers().get("connection")));
        if (closes) {
            response.putHeader("connection", "close");
        }
        if (!request.isEnded()) {
            request.handler(_ -> {});
            request.resume();
        }
        response.end(Buffer.buffer(problem.body(dialect))).onComplete(_ -> {
            if (closes) {
                linger(around, request);
            }
        });
    }

    /** What the request says of the length of its body: nothing where it is sent in chunks, 0 where it has none. */
    static OptionalLong length(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        if (length == null) {
            return request.headers().contains("transfer-encoding") ? OptionalLong.empty() : OptionalLong.of(0);
        }
        try {
            return OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
