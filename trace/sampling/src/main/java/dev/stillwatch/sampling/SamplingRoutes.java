// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.exchange.StillwatchException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** Takes requests apart: whom to let in, how long a body may be, and what is done with it on a worker's thread. */
final class SamplingRoutes {
    private static final Problem UNKNOWN_PATH =
            new Problem(404, "unknown_path", "there is /v1/sample, /v1/samples and /healthz");
    private static final Problem METHOD = new Problem(405, "method", "send it by POST");
    private static final Problem NO_TOKEN = new Problem(
            401, "token_refused", "give the service's token as `Authorization: Bearer TOKEN`; it is missing or wrong");
    private static final Problem ENCODED =
            new Problem(415, "content_encoding", "the body is compressed; send it as it is");
    private static final Problem FAULT =
            new Problem(500, "fault", "the service failed; nothing was sampled, and trying again does no harm");

    private final Vertx vertx;
    private final SamplingServer.Settings settings;
    private final Sampling sampling;
    private final Problem tooLong;

    private interface Answering {
        byte[] answer(byte[] body);
    }

    SamplingRoutes(Vertx vertx, SamplingServer.Settings settings, Sampling sampling) {
        this.vertx = vertx;
        this.settings = settings;
        this.sampling = sampling;
        this.tooLong = new Problem(
                413, "request_too_large", "the body is longer than " + settings.bodyBytes() + " bytes; send less");
    }

    void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/healthz" -> request.response().end("ok\n");
            case "/v1/sample" -> take(request, sampling::one);
            case "/v1/samples" -> take(request, sampling::several);
            case null, default -> refuse(request, UNKNOWN_PATH);
        }
    }

    private void take(HttpServerRequest request, Answering answering) {
        if (!settings.token().opens(request.headers().getAll("authorization"))) {
            request.response().putHeader("www-authenticate", "Bearer");
            refuse(request, NO_TOKEN);
        } else if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("allow", "POST");
            refuse(request, METHOD);
        } else if (request.headers().contains("content-encoding")) {
            refuse(request, ENCODED);
        } else {
            gather(request, answering);
        }
    }

    private void gather(HttpServerRequest request, Answering answering) {
        Buffer body = Buffer.buffer();
        AtomicBoolean refused = new AtomicBoolean();
        request.handler(piece -> {
            if (refused.get()) {
                return;
            }
            if (body.length() + piece.length() > settings.bodyBytes()) {
                refused.set(true);
                refuse(request, tooLong);
                return;
            }
            body.appendBuffer(piece);
        });
        request.endHandler(_ -> {
            if (!refused.get()) {
                answer(request, body.getBytes(), answering);
            }
        });
    }

    private void answer(HttpServerRequest request, byte[] body, Answering answering) {
        vertx.executeBlocking(() -> answering.answer(body), false)
                .onSuccess(json -> send(request, 200, json))
                .onFailure(cause -> refuse(request, problem(cause)));
    }

    private static Problem problem(Throwable cause) {
        return switch (cause) {
            case Refusal known -> known.problem();
            // Its message is made to be shown.
            case StillwatchException failure -> new Problem(503, "registry", String.valueOf(failure.getMessage()));
            default -> FAULT;
        };
    }

    /** The rest of a body that was not read makes the connection useless. */
    private static void refuse(HttpServerRequest request, Problem problem) {
        if (!request.isEnded()) {
            request.response().putHeader("connection", "close");
        }
        send(request, problem.status(), Sampling.refused(problem));
    }

    private static void send(HttpServerRequest request, int status, byte[] json) {
        if (request.response().closed() || request.response().ended()) {
            return;
        }
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(Buffer.buffer(json));
    }
}
