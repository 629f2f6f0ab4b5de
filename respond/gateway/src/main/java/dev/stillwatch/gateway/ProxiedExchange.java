// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Admission;
import dev.stillwatch.enforce.AnswerRewriter;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.Refusal;
import dev.stillwatch.exchange.Api;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One request on its way to the model server, and its answer on the way back.
 *
 * <p>Nothing is gathered up that need not be: bodies pass chunk by chunk, each side held back while the other is slow.
 * When the client goes away, the model server is told at once. All of it runs on one event loop, but
 * for the reading of large requests.
 */
final class ProxiedExchange {
    private static final Problem UNREACHABLE = new Problem(
            502, "upstream_unreachable", "The model server cannot be reached just now. Try again in a minute.");
    private static final Problem SILENT =
            new Problem(504, "upstream_silent", "The model server did not answer in time. Try again.");
    private static final Problem NOT_READING = new Problem(
            504,
            "upstream_not_reading",
            "The model server did not take the request in time. Try again.",
            Map.of("connection", "close"),
            Map.of());
    private static final Problem TOO_SLOW = new Problem(
            408,
            "request_too_slow",
            "The rest of the request did not come in time. Send it again.",
            Map.of("connection", "close"),
            Map.of());
    private static final Problem CUT =
            new Problem(502, "upstream_cut", "The model server broke off before it had answered. Try again.");
    private static final Problem BUSY =
            new Problem(503, "upstream_busy", "Too many requests wait for the model server. Try again in a minute.");

    private final Surroundings around;
    private final HttpClient client;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Refusing.Answerer refuse;
    private final Principal principal;
    private final Sighting sighting;
    private final String path;

    private Optional<AnswerRewriter> rewriter = Optional.empty();
    private Optional<HttpClientRequest> upstream = Optional.empty();
    private Optional<RequestPipe> body = Optional.empty();
    private boolean over;

    ProxiedExchange(
            Surroundings around,
            HttpClient client,
            HttpServerRequest request,
            Refusing.Answerer refuse,
            Principal principal,
            Optional<Api> api,
            String path) {
        this.around = around;
        this.client = client;
        this.request = request;
        this.response = request.response();
        this.refuse = refuse;
        this.principal = principal;
        this.path = path;
        this.sighting =
                new Sighting(around.watching(), principal, api, around.clients().of(request));
        around.metrics().opened();
        response.closeHandler(_ -> clientGone());
        response.exceptionHandler(_ -> clientGone());
    }

    /** Passes the request on as it comes in. */
    void pass() {
        connect(up -> {
            Refusing.length(request)
                    .ifPresentOrElse(
                            length -> {
                                up.putHeader("content-length", Long.toString(length));
                                sighting.announced(length);
                            },
                            () -> up.setChunked(true));
            RequestPipe pipe = new RequestPipe(around, request, up, end -> {
                switch (end) {
                    case ENDED -> sighting.askedAll(around.large());
                    case TOO_LONG -> refuse(Problems.TOO_LONG);
                    case BROKEN -> clientGone();
                    case CLIENT_STALLED -> clientStalled();
                    case UPSTREAM_STALLED -> upstreamStalled();
                }
            });
            body = Optional.of(pipe);
            pipe.run(sighting::asked);
        });
    }

    /** Passes on a request that asks no model, and changes an answer that the server kept where a rule says so. */
    void passAdmitted(Admission.Admitted admitted) {
        rewriter = around.rules().keptAnswers(principal.account(), admitted);
        pass();
    }

    /** Reads the whole request first, since the account's measures may change or refuse it. */
    void passWhole(Api api) {
        Buffer body = Buffer.buffer();
        Stall stall = Stall.watch(around, this::clientStalled);
        request.exceptionHandler(_ -> {
            stall.over();
            clientGone();
        });
        request.handler(chunk -> {
            stall.progress();
            if (body.length() + chunk.length() > around.limits().requestBytes()) {
                stall.over();
                refuse(Problems.TOO_LONG);
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            if (stall.over()) {
                change(api, body);
            }
        });
        request.resume();
    }

    /** Refuses the request, which is over then. */
    void refuse(Refusal refusal) {
        finish("refused", () -> refuse.with(refusal));
    }

    private void refuse(Problem problem) {
        finish("refused", () -> {
            letUpstreamGo();
            refuse.with(problem);
        });
    }

    /** Changes the request as the account's measures say, and passes it on. */
    private void change(Api api, Buffer body) {
        switch (around.rules().apply(api, principal.account(), body.getBytes())) {
            case RequestRules.Outcome.Refused(Refusal refusal) -> refuse(refusal);
            case RequestRules.Outcome.Passed passed -> {
                rewriter = passed.answers();
                sighting.watched(passed.watched());
                sighting.asked(body);
                Buffer changed = passed.body().orElse(body);
                connect(up -> {
                    up.putHeader("content-length", Integer.toString(changed.length()));
                    up.end(changed);
                    sighting.askedAll(around.large());
                });
            }
        }
    }

    private void connect(Consumer<HttpClientRequest> send) {
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(around.upstream().url().getHost())
                .setPort(around.upstream().port())
                .setSsl(around.upstream().secure())
                .setURI(around.upstream().prefix() + request.uri())
                .setConnectTimeout(around.upstream().connectTimeout().toMillis())
                .setIdleTimeout(around.upstream().silence().toMillis())
                .setHeaders(headers());
        client.request(options).onComplete(connected -> {
            if (over) {
                if (connected.succeeded()) {
                    connected.result().reset();
                }
            } else if (connected.failed()) {
                upstreamFailed(connected.cause());
            } else {
                HttpClientRequest up = connected.result();
                upstream = Optional.of(up);
                around.metrics().handedOver(path, refuse.visit().since());
                // Whatever it is, the answer's future fails with it too; Vert.x would print it besides.
                up.exceptionHandler(_ -> {});
                up.response().onComplete(answered -> {
                    if (answered.succeeded()) {
                        answer(answered.result());
                    } else {
                        upstreamFailed(answered.cause());
                    }
                });
                send.accept(up);
            }
        });
    }

    private MultiMap headers() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        HeaderRules.request(request.headers(), headers, around.clients().trusts(request));
        headers.remove("content-length");
        headers.set("host", around.upstream().authorityHeader());
        headers.add("x-forwarded-for", ClientFacts.peer(request));
        headers.set("x-forwarded-proto", request.isSSL() ? "https" : "http");
        if (request.authority() != null) {
            headers.set("x-forwarded-host", request.authority().toString());
        }
        headers.set("x-request-id", sighting.id());
        refuse.visit().traceparent().ifPresent(value -> headers.set("traceparent", value));
        return headers;
    }

    private void answer(HttpClientResponse answer) {
        if (over) {
            return;
        }
        response.setStatusCode(answer.statusCode());
        response.setStatusMessage(answer.statusMessage());
        HeaderRules.answer(answer.headers(), response.headers());
        response.putHeader("x-request-id", sighting.id());
        sighting.answering(answer.statusCode());
        AnswerPipe pipe = new AnswerPipe(around, answer, response, sighting, rewriter);
        pipe.run(outcome -> {
            switch (outcome) {
                case AnswerPipe.Outcome.Complete() ->
                    finish(answer.statusCode() < 400 ? "ok" : "upstream_error", () -> {});
                case AnswerPipe.Outcome.Cut() -> finish("upstream_cut", this::cut);
                case AnswerPipe.Outcome.TooLong() -> {
                    around.metrics().count("dropped_events", "why", "too_long");
                    finish("event_too_long", this::cut);
                }
                case AnswerPipe.Outcome.Refused(Problem problem) ->
                    finish("refused", () -> {
                        letUpstreamGo();
                        refuse.with(problem);
                    });
                case AnswerPipe.Outcome.Stalled() -> clientStalled();
            }
        });
    }

    /** The client must see that the answer is not whole: an orderly end would say that it is. */
    private void cut() {
        letUpstreamGo();
        if (response.headWritten()) {
            sighting.brokenOff(around.large());
            response.reset();
        } else {
            refuse.with(CUT);
        }
    }

    private void upstreamFailed(Throwable cause) {
        finish("upstream_failed", () -> {
            letUpstreamGo();
            refuse.with(problem(cause));
        });
    }

    private static Problem problem(Throwable cause) {
        return switch (cause) {
            case TimeoutException _ -> SILENT;
            case ConnectException _ -> UNREACHABLE;
            case ConnectionPoolTooBusyException _ -> BUSY;
            default -> UNREACHABLE;
        };
    }

    private void clientGone() {
        finish("client_gone", () -> {
            sighting.brokenOff(around.large());
            letUpstreamGo();
        });
    }

    /** The client takes no more of its answer. */
    private void breakOff() {
        if (request.version() == HttpVersion.HTTP_2) {
            // Others share the connection, which goes on.
            response.reset();
        } else {
            StuckConnections.close(request.connection());
        }
    }

    private void letUpstreamGo() {
        upstream.ifPresent(up -> {
            if (body.filter(RequestPipe::isHeld).isPresent()) {
                StuckConnections.close(up.connection());
            } else {
                up.reset();
            }
        });
    }

    private void clientStalled() {
        stalled("client", TOO_SLOW);
    }

    private void upstreamStalled() {
        stalled("upstream", NOT_READING);
    }

    private void stalled(String side, Problem problem) {
        finish(side + "_stalled", () -> {
            around.metrics().count("stalls", "side", side);
            sighting.brokenOff(around.large());
            letUpstreamGo();
            if (response.headWritten()) {
                breakOff();
            } else {
                refuse.with(problem);
            }
        });
    }

    private void finish(String outcome, Runnable last) {
        if (!over) {
            over = true;
            last.run();
            // Until its request has been read an exchange may still be to record, which a drain waits for.
            sighting.whenRead(() -> {
                around.metrics().closed();
                around.metrics().finished(path, outcome, refuse.visit().since());
                refuse.visit().over(outcome, response.getStatusCode(), sighting);
            });
        }
    }
}
