// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Admission;
import dev.stillwatch.enforce.AnswerRewriter;
import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.enforce.Closing;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.enforce.Refusal;
import dev.stillwatch.enforce.RequestRewriter;
import dev.stillwatch.enforce.RequestedModels;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Applies an account's measures to one whole request: the one place where proxy and other doors do so, so that a rule
 * holds on every path. Thread-safe.
 */
public final class RequestRules {
    private final Guard guard;
    private final Optional<ReasoningSeal> seal;
    private final RequestRewriter requests;
    private final Consumer<String> replayed;

    /** What becomes of the request. */
    public sealed interface Outcome {
        /** It is refused. */
        record Refused(Refusal refusal) implements Outcome {}

        /**
         * It goes on.
         *
         * @param body in its new form; empty where it goes on as it came
         * @param watched whether its exchange may be sampled as evidence
         * @param answers changes the answer; empty where it passes as it comes
         */
        record Passed(Optional<Buffer> body, boolean watched, Optional<AnswerRewriter> answers) implements Outcome {}
    }

    /**
     * @param canaries plants canaries where measures say so
     * @param replayed is told accounts that send reasoning blocks from elsewhere
     */
    public RequestRules(
            Guard guard, Optional<ReasoningSeal> seal, Optional<Canaries> canaries, Consumer<String> replayed) {
        this.requests = new RequestRewriter(seal, canaries);
        this.replayed = replayed;
        this.guard = guard;
        this.seal = seal;
    }

    /** Admits, changes or refuses a request, and counts it against the account's rate. */
    public Outcome apply(Api api, String account, byte[] body) {
        return switch (guard.admit(account, RequestedModels.of(body))) {
            case Admission.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
            case Admission.Admitted admitted -> rewrite(api, account, body, admitted);
        };
    }

    private Outcome rewrite(Api api, String account, byte[] body, Admission.Admitted admitted) {
        return switch (requests.rewrite(api, account, body, admitted.deterrence(), admitted.canary())) {
            case RequestRewriter.Outcome.Refused(Refusal refusal) -> {
                if (refusal instanceof Refusal.ReasoningReplayed) {
                    replayed.accept(account);
                }
                yield new Outcome.Refused(refusal);
            }
            case RequestRewriter.Outcome.Rewritten rewritten ->
                admitted.untouched()
                        ? new Outcome.Passed(Optional.empty(), admitted.watched(), Optional.empty())
                        : new Outcome.Passed(
                                Optional.of(
                                        Buffer.buffer(rewritten.body().bytes().array())),
                                admitted.watched(),
                                answers(
                                        api,
                                        account,
                                        admitted.deterrence(),
                                        rewritten.model(),
                                        rewritten.conversation(),
                                        rewritten.closing()));
        };
    }

    /** Changes the answer to a request that asks no model, such as one that the server kept; empty where none is due. */
    public Optional<AnswerRewriter> keptAnswers(String account, Admission.Admitted admitted) {
        return answers(Api.RESPONSES, account, admitted.deterrence(), "", "", Optional.empty());
    }

    private Optional<AnswerRewriter> answers(
            Api api,
            String account,
            Deterrence deterrence,
            String model,
            String conversation,
            Optional<Closing> closing) {
        return AnswerRewriter.needed(deterrence) || closing.isPresent()
                ? Optional.of(AnswerRewriter.of(api, deterrence, seal, account, model, conversation, closing))
                : Optional.empty();
    }
}
