// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.doors.DoorMetrics.Unenforced;
import dev.stillwatch.doors.DoorMetrics.Unwatched;
import dev.stillwatch.enforce.Admission;
import dev.stillwatch.enforce.AnswerRewriter;
import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.Refusal;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.extproc.ProcessingRequest;
import dev.stillwatch.gateway.Authentication;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.Problems;
import dev.stillwatch.gateway.Route;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Decides by its headers what becomes of a request that Envoy asks about, as the proxy does before it reads a body.
 * Thread-safe.
 */
final class EnvoyArrival {
    private static final int LONGEST_AGENT = 512;
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,32}");

    private static final Problem UNKNOWN_PATH =
            new Problem(404, "unknown_path", "This service does not offer the path, written like this.");
    private final EnvoySurroundings around;

    /** What becomes of a request. */
    sealed interface Outcome {
        /** It is refused. */
        record Refused(Problem problem, Dialect dialect) implements Outcome {}

        /**
         * It may go on.
         *
         * @param api empty where no model is asked
         * @param held whether its body has to be seen whole first
         * @param watched whether its exchange may be sampled as evidence, as far as is known without the body
         * @param answers changes the answer, as far as is known without the body
         */
        record Admitted(
                Principal principal,
                Optional<Api> api,
                Client client,
                Dialect dialect,
                boolean held,
                boolean watched,
                Optional<AnswerRewriter> answers)
                implements Outcome {}
    }

    EnvoyArrival(EnvoySurroundings around) {
        this.around = around;
    }

    /** Where Envoy waits for no answer: whose request it is, whatever holds for them. */
    Outcome watched(ProcessingRequest message) {
        Outcome known =
                known(message, new EnvoyHeaders(message.getRequestHeaders().getHeaders()));
        if (known instanceof Outcome.Refused) {
            around.metrics().unwatched(Unwatched.NO_ACCOUNT);
        }
        return known;
    }

    /**
     * Where Envoy waits for an answer.
     *
     * @param bodyComes whether Envoy shows the request's body, or there is none
     */
    Outcome admitted(ProcessingRequest message, boolean bodyComes) {
        EnvoyHeaders headers = new EnvoyHeaders(message.getRequestHeaders().getHeaders());
        return switch (known(message, headers)) {
            case Outcome.Refused refused -> refused;
            case Outcome.Admitted admitted -> {
                Optional<Problem> wrong = wrong(headers, admitted.principal().account());
                if (wrong.isPresent()) {
                    yield new Outcome.Refused(wrong.get(), admitted.dialect());
                }
                if (around.parts().guard().free(admitted.principal().account())) {
                    yield admitted;
                }
                yield admitted.api().isPresent() && bodyComes
                        ? new Outcome.Admitted(
                                admitted.principal(),
                                admitted.api(),
                                admitted.client(),
                                admitted.dialect(),
                                true,
                                false,
                                Optional.empty())
                        : withoutBody(admitted);
            }
        };
    }

    private Outcome known(ProcessingRequest message, EnvoyHeaders headers) {
        Dialect dialect = Route.dialect(headers.path());
        Optional<Api> api = Optional.empty();
        switch (Route.of(method(headers), headers.path())) {
            case Route.Inference(Api asks) -> api = Optional.of(asks);
            case Route.WrongMethod(String allowed) -> {
                return new Outcome.Refused(
                        new Problem(405, "wrong_method", "This path takes " + allowed + "."), dialect);
            }
            case Route.Unknown() -> {
                if (!around.settings().passUnknownPaths()) {
                    return new Outcome.Refused(UNKNOWN_PATH, dialect);
                }
            }
            case Route.TokenCount() -> {}
            case Route.KeptAnswer() -> {}
            case Route.Models() -> {}
        }
        return switch (around.principals().of(headers, message)) {
            case Authentication.Outcome.Refused(Problem problem) -> new Outcome.Refused(problem, dialect);
            case Authentication.Outcome.Known(Principal principal) ->
                new Outcome.Admitted(principal, api, client(message, headers), dialect, false, false, Optional.empty());
        };
    }

    private static HttpMethod method(EnvoyHeaders headers) {
        return headers.first(":method")
                .filter(name -> METHOD.matcher(name).matches())
                .map(HttpMethod::valueOf)
                .orElse(HttpMethod.TRACE);
    }

    private Optional<Problem> wrong(EnvoyHeaders headers, String account) {
        Optional<Refusal> barred = around.parts().guard().arrived(account);
        if (barred.isPresent()) {
            return barred.map(Problem::of);
        }
        if (headers.all("content-encoding").stream().anyMatch(e -> !e.equalsIgnoreCase("identity"))) {
            return Optional.of(Problems.ENCODED);
        }
        if (EnvoyHeaders.number(headers.first("content-length")).orElse(0)
                > around.settings().limits().requestBytes()) {
            return Optional.of(Problems.TOO_LONG);
        }
        return around.settings().whenBlind() == FailureMode.REFUSE
                ? around.parts().recorder().trouble().map(_ -> Problems.UNAVAILABLE)
                : Optional.empty();
    }

    /** Asks the guard where no model is asked, or where the body that would say which one is not shown. */
    private Outcome withoutBody(Outcome.Admitted asks) {
        Guard guard = around.parts().guard();
        String account = asks.principal().account();
        return switch (guard.admit(account, Optional.empty())) {
            case Admission.Refused(Refusal refusal) -> new Outcome.Refused(Problem.of(refusal), asks.dialect());
            case Admission.Admitted admitted -> {
                Optional<AnswerRewriter> answers = Optional.empty();
                if (asks.api().isEmpty()) {
                    answers = around.rules().keptAnswers(account, admitted);
                } else if (!admitted.untouched() || guard.asksForModel(account)) {
                    if (around.settings().whenUnenforceable() == FailureMode.REFUSE) {
                        yield new Outcome.Refused(Problems.UNAVAILABLE, asks.dialect());
                    }
                    around.metrics().unenforced(Unenforced.BODY_NOT_SENT);
                }
                yield new Outcome.Admitted(
                        asks.principal(),
                        asks.api(),
                        asks.client(),
                        asks.dialect(),
                        false,
                        admitted.watched(),
                        answers);
            }
        };
    }

    private static Client client(ProcessingRequest message, EnvoyHeaders headers) {
        return new Client(
                EnvoyPrincipals.attribute(message, "source.address").map(EnvoyArrival::withoutPort),
                OptionalLong.empty(),
                Optional.empty(),
                headers.first("user-agent").filter(agent -> !agent.isBlank() && agent.length() <= LONGEST_AGENT),
                Optional.empty());
    }

    private static String withoutPort(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
