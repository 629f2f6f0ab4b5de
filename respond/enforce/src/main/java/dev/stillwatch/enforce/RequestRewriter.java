// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.enforce.ReasoningSeal.Binding;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a request so that its answer teaches a copy less.
 *
 * <p>What a deterrence takes away from requests is taken from answers too (see {@link AnswerRewriter}); this saves the
 * model server the work, and covers what only a request can hold, such as biases. Thread-safe; holds one request as a
 * tree, some ten times its bytes.
 */
public final class RequestRewriter {
    /* Ways to make sampling greedy without a low temperature, which would leave output marks no choices to mark. */
    private static final int LEAST_TOP_K = 20;
    private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.5");
    private static final BigDecimal MOST_MIN_P = new BigDecimal("0.2");

    private static final List<String> BIASES =
            List.of("logit_bias", "logits_processors", "allowed_token_ids", "logits_bias");

    private static final List<String> WATERMARK = List.of("watermark", "watermarking", "watermarking_config");
    private static final List<String> EXTRAS =
            List.of("vllm_xargs", "extra_args", "extra_body", "parameters", "sampling_params", "custom_params");

    private final Optional<ReasoningSeal> seal;

    /** What became of a request. */
    public sealed interface Outcome {
        /**
         * It goes on in this form.
         *
         * @param conversation what reasoning blocks of its answer are sealed to
         */
        record Rewritten(Body body, String model, String conversation) implements Outcome {}

        /** It is refused. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    /** Bytes of a body; not copied, and not to be changed. */
    public record Body(ByteBuffer bytes) {}

    public RequestRewriter(Optional<ReasoningSeal> seal) {
        this.seal = seal;
    }

    /** Applies a deterrence to the JSON body of a request. */
    public Outcome rewrite(Api api, String account, byte[] body, Deterrence deterrence) {
        Optional<ObjectNode> parsed = Trees.object(body);
        if (parsed.isEmpty()) {
            return new Outcome.Refused(
                    new Refusal.Unreadable("The request body is not one JSON object, or gives a member twice."));
        }
        ObjectNode request = parsed.get();
        String model = Trees.text(request, "model").orElse("");
        String conversation = ConversationRoot.of(api, request);
        if (deterrence.sealReasoning() && seal.isPresent()) {
            Binding binding = new Binding(account, model, conversation);
            if (!new SealedBlocks(seal.get(), binding).open(request)) {
                return new Outcome.Refused(new Refusal.ReasoningReplayed());
            }
        }
        change(api, request, deterrence);
        return new Outcome.Rewritten(new Body(ByteBuffer.wrap(Trees.bytes(request))), model, conversation);
    }

    private static void change(Api api, ObjectNode request, Deterrence deterrence) {
        deterrence.logprobs().map(LogprobsRule::new).ifPresent(rule -> rule.request(request));
        for (ObjectNode settings : settings(request)) {
            if (deterrence.denyLogitBias()) {
                settings.remove(BIASES);
            }
            if (deterrence.keepWatermark()) {
                settings.remove(WATERMARK);
            }
            deterrence.mostCompletions().ifPresent(most -> {
                cap(settings, "n", most);
                cap(settings, "best_of", most);
            });
            deterrence.leastTemperature().ifPresent(least -> warm(api, settings, BigDecimal.valueOf(least)));
        }
        deterrence.reasoning().ifPresent(rule -> {
            if (rule == Deterrence.Reasoning.WITHHOLD) {
                withholdReasoning(request, deterrence.sealReasoning());
            }
        });
    }

    /** The request and the objects in which servers take further settings. */
    private static List<ObjectNode> settings(ObjectNode request) {
        List<ObjectNode> all = new ArrayList<>(List.of(request));
        EXTRAS.forEach(name -> Trees.object(request, name, all::add));
        return all;
    }

    private static void cap(ObjectNode settings, String name, int most) {
        if (Trees.number(settings, name)
                .filter(n -> n.compareTo(BigDecimal.valueOf(most)) > 0)
                .isPresent()) {
            settings.put(name, most);
        }
    }

    private static void warm(Api api, ObjectNode settings, BigDecimal least) {
        BigDecimal floor = api == Api.MESSAGES ? least.min(BigDecimal.ONE) : least;
        if (Trees.number(settings, "temperature")
                .filter(t -> t.compareTo(floor) < 0)
                .isPresent()) {
            settings.put("temperature", floor);
        }
        removeWhere(settings, "top_k", k -> k.signum() > 0 && k.compareTo(BigDecimal.valueOf(LEAST_TOP_K)) < 0);
        removeWhere(settings, "top_p", p -> p.compareTo(LEAST_TOP_P) < 0);
        removeWhere(settings, "min_p", p -> p.compareTo(MOST_MIN_P) > 0);
        settings.remove("use_beam_search");
    }

    private static void removeWhere(ObjectNode settings, String name, Predicate<BigDecimal> tooNarrow) {
        if (Trees.number(settings, name).filter(tooNarrow).isPresent()) {
            settings.remove(name);
        }
    }

    /** Sealed blocks stay, since tools need them from turn to turn; unsealed ones could be decoded elsewhere. */
    private static void withholdReasoning(ObjectNode request, boolean sealed) {
        if (request.has("include_reasoning")) {
            request.put("include_reasoning", false);
        }
        Trees.object(request, "reasoning", reasoning -> reasoning.remove(List.of("summary", "generate_summary")));
        if (!sealed && request.get("include") instanceof ArrayNode include) {
            LogprobsRule.removeText(include, "reasoning.encrypted_content");
        }
    }
}
