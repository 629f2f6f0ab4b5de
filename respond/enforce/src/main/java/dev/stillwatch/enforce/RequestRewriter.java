// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.enforce.ReasoningSeal.Binding;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Deterrence;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a request so that its answer teaches a copy less.
 *
 * <p>What a deterrence takes away from requests is taken from answers too (see {@link AnswerRewriter}); this saves the
 * model server the work, and covers what only a request can hold, such as biases. Thread-safe; holds one request as a
 * tree, some ten times its bytes.
 */
public final class RequestRewriter {
    private final Optional<ReasoningSeal> seal;
    private final Optional<Canaries> canaries;

    /** What became of a request. */
    public sealed interface Outcome {
        /**
         * It goes on in this form.
         *
         * @param conversation what reasoning blocks of its answer are sealed to
         * @param closing what its answer is to end with, if that turns out to suit
         */
        record Rewritten(Body body, String model, String conversation, Optional<Closing> closing) implements Outcome {}

        /** It is refused. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    /** Bytes of a body; not copied, and not to be changed. */
    public record Body(ByteBuffer bytes) {}

    /**
     * @param seal needed where a deterrence asks for sealed reasoning
     */
    public RequestRewriter(Optional<ReasoningSeal> seal) {
        this(seal, Optional.empty());
    }

    /**
     * @param seal needed where a deterrence asks for sealed reasoning
     * @param canaries needed where a deterrence asks for them
     */
    public RequestRewriter(Optional<ReasoningSeal> seal, Optional<Canaries> canaries) {
        this.seal = seal;
        this.canaries = canaries;
    }

    /** As {@link #rewrite(Api, String, byte[], Deterrence, Optional)}, without a canary. */
    public Outcome rewrite(Api api, String account, byte[] body, Deterrence deterrence) {
        return rewrite(api, account, body, deterrence, Optional.empty());
    }

    /**
     * Applies a deterrence to the JSON body of a request.
     *
     * @param canary whose canary the answer gets; empty for none
     * @throws StillwatchException if reasoning is to be sealed and there is no seal, or canaries are to be planted and
     *     there is no key: left undone, nobody would know
     */
    public Outcome rewrite(Api api, String account, byte[] body, Deterrence deterrence, Optional<CanaryOrder> canary) {
        Optional<ObjectNode> parsed = Trees.object(body);
        if (parsed.isEmpty()) {
            return new Outcome.Refused(
                    new Refusal.Unreadable("The request body is not one JSON object, or gives a member twice."));
        }
        ObjectNode request = parsed.get();
        String model = Trees.text(request, "model").orElse("");
        String conversation = ConversationRoot.of(api, request);
        if (SealedBlocks.of(deterrence, seal, new Binding(account, model, conversation))
                .filter(blocks -> !blocks.open(request))
                .isPresent()) {
            return new Outcome.Refused(new Refusal.ReasoningReplayed());
        }
        RequestSettings settings = new RequestSettings(request);
        change(api, request, settings, deterrence);
        Optional<Closing> closing = canary.flatMap(order -> planter()
                .plant(
                        api,
                        request,
                        settings,
                        order,
                        deterrence.logprobs().isPresent()
                                && deterrence.logprobs().get() instanceof Deterrence.Logprobs.Strip));
        return new Outcome.Rewritten(new Body(ByteBuffer.wrap(Trees.bytes(request))), model, conversation, closing);
    }

    private Canaries planter() {
        return canaries.orElseThrow(
                () -> new StillwatchException("canaries are to be planted, and no key for them is configured"));
    }

    private static void change(Api api, ObjectNode request, RequestSettings settings, Deterrence deterrence) {
        deterrence.logprobs().ifPresent(rule -> LogprobsRequest.limit(settings, rule));
        if (deterrence.denyLogitBias()) {
            Sampling.denyBias(settings);
        }
        if (deterrence.keepWatermark()) {
            Sampling.keepWatermark(settings);
        }
        deterrence.mostCompletions().ifPresent(most -> Sampling.capCompletions(settings, most));
        deterrence.leastTemperature().ifPresent(least -> Sampling.warm(api, settings, BigDecimal.valueOf(least)));
        deterrence
                .reasoning()
                .ifPresent(rule -> ReasoningRequest.limit(api, request, settings, rule, deterrence.sealReasoning()));
    }
}
