// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Admission;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.Refusal;
import dev.stillwatch.exchange.Api;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Decides what becomes of a request before it goes anywhere: unknown paths, accounts that prove nothing, refusals. One
 * for each event loop.
 */
final class Proxy implements Handler<HttpServerRequest> {
    private static final Problem UNKNOWN_PATH = new Problem(
            404,
            "unknown_path",
            "This gateway serves /v1/chat/completions, /v1/responses, /v1/completions, /v1/embeddings, /v1/messages and"
                    + " /v1/models, written just so.");
    private static final Problem STOPPING = new Problem(
            503,
            "stopping",
            "This gateway is about to stop. Try again.",
            Map.of("connection", "close", "retry-after", "1"),
            Map.of());

    private final Surroundings around;
    private final HttpClient client;
    private final BooleanSupplier stopping;

    /**
     * @param stopping whether new requests are refused
     */
    Proxy(Surroundings around, HttpClient client, BooleanSupplier stopping) {
        this.around = around;
        this.client = client;
        this.stopping = stopping;
    }

    @Override
    public void handle(HttpServerRequest request) {
        request.pause();
        String path = Optional.ofNullable(request.path()).orElse("");
        Route route = Route.of(request.method(), path);
        Visit visit = Visit.of(request, path, route, around.traces());
        Refusing.Answerer refuse = new Refusing.Answerer(around, request, Route.dialect(path), visit);
        if (stopping.getAsBoolean()) {
            refuse.with(STOPPING);
            return;
        }
        switch (route) {
            case Route.WrongMethod(String allowed) ->
                refuse.with(new Problem(405, "wrong_method", "This path takes " + allowed + "."));
            case Route.Unknown() -> {
                if (around.passUnknownPaths()) {
                    admit(request, refuse, Optional.empty(), "other");
                } else {
                    refuse.with(UNKNOWN_PATH);
                }
            }
            case Route.Inference(Api api) ->
                admit(request, refuse, Optional.of(api), api.name().toLowerCase(Locale.ROOT));
            case Route.TokenCount() -> admit(request, refuse, Optional.empty(), "count_tokens");
            case Route.KeptAnswer() -> admit(request, refuse, Optional.empty(), "kept_answer");
            case Route.Models() -> admit(request, refuse, Optional.empty(), "models");
        }
    }

    private void admit(HttpServerRequest request, Refusing.Answerer refuse, Optional<Api> api, String path) {
        switch (around.authentication().authenticate(request)) {
            case Authentication.Outcome.Refused(Problem problem) -> refuse.with(problem);
            case Authentication.Outcome.Known(Principal principal) -> admit(request, refuse, api, path, principal);
        }
    }

    private void admit(
            HttpServerRequest request, Refusing.Answerer refuse, Optional<Api> api, String path, Principal principal) {
        Optional<Problem> wrong = wrong(request, principal);
        if (wrong.isPresent()) {
            refuse.with(wrong.get());
            return;
        }
        ProxiedExchange exchange = new ProxiedExchange(around, client, request, refuse, principal, api, path);
        if (around.guard().free(principal.account())) {
            exchange.pass();
        } else if (api.isPresent()) {
            exchange.passWhole(api.get());
        } else {
            // No model is asked, so nothing can be withheld or changed but the answer that was kept.
            switch (around.guard().admit(principal.account(), Optional.empty())) {
                case Admission.Refused(Refusal refusal) -> exchange.refuse(refusal);
                case Admission.Admitted admitted -> exchange.passAdmitted(admitted);
            }
        }
    }

    private Optional<Problem> wrong(HttpServerRequest request, Principal principal) {
        Optional<Refusal> barred = around.guard().arrived(principal.account());
        if (barred.isPresent()) {
            around.metrics().count("refusals", "why", Refusing.name(barred.get()));
            return barred.map(Problem::of);
        }
        String encoding = request.getHeader("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of(Problems.ENCODED);
        }
        if (Refusing.length(request).orElse(0) > around.limits().requestBytes()) {
            return Optional.of(Problems.TOO_LONG);
        }
        return around.whenBlind() == FailureMode.REFUSE
                ? around.recorder().trouble().map(_ -> Problems.UNAVAILABLE)
                : Optional.empty();
    }
}
