// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence.Logprobs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Strips or coarsens token log-probabilities, in the shapes of all APIs. */
final class LogprobsRule {
    private final Logprobs rule;

    LogprobsRule(Logprobs rule) {
        this.rule = rule;
    }

    /** Asks for no more than may be passed on; numbers that are none are left for the server to refuse. */
    void request(ObjectNode request) {
        // vLLM's log-probabilities of the prompt read a model as well as those of the answer.
        request.remove("prompt_logprobs");
        switch (rule) {
            case Logprobs.Strip() -> {
                request.remove(List.of("logprobs", "top_logprobs"));
                if (request.get("include") instanceof ArrayNode include) {
                    removeText(include, "message.output_text.logprobs");
                }
            }
            case Logprobs.Round(int most, int _) -> {
                cap(request, "top_logprobs", most);
                cap(request, "logprobs", most);
            }
        }
    }

    private static void cap(ObjectNode request, String name, int most) {
        if (Trees.number(request, name)
                .filter(n -> n.compareTo(BigDecimal.valueOf(most)) > 0)
                .isPresent()) {
            request.put(name, most);
        }
    }

    static void removeText(ArrayNode array, String text) {
        for (int i = array.size() - 1; i >= 0; i--) {
            if (array.get(i).isString() && array.get(i).stringValue().equals(text)) {
                array.remove(i);
            }
        }
    }

    /** Changes the member {@code logprobs} of a choice or of a part of an answer, if there is one. */
    void answer(ObjectNode holder) {
        holder.remove("prompt_logprobs");
        JsonNode logprobs = holder.get("logprobs");
        if (logprobs == null || logprobs.isNull()) {
            return;
        }
        switch (rule) {
            case Logprobs.Strip() -> {
                if (logprobs.isArray()) {
                    holder.putArray("logprobs");
                } else {
                    holder.putNull("logprobs");
                }
            }
            case Logprobs.Round round -> {
                if (logprobs instanceof ArrayNode tokens) {
                    tokens(tokens, round);
                } else if (logprobs instanceof ObjectNode object) {
                    object(object, round);
                }
            }
        }
    }

    /** Chat: lists of tokens. Completions: parallel lists, the alternatives as objects from token to number. */
    private static void object(ObjectNode logprobs, Logprobs.Round round) {
        for (String list : List.of("content", "refusal")) {
            if (logprobs.get(list) instanceof ArrayNode tokens) {
                tokens(tokens, round);
            }
        }
        if (logprobs.get("token_logprobs") instanceof ArrayNode numbers) {
            for (int i = 0; i < numbers.size(); i++) {
                if (numbers.get(i).isNumber()) {
                    numbers.set(i, rounded(numbers.get(i), round));
                }
            }
        }
        if (logprobs.get("top_logprobs") instanceof ArrayNode tops) {
            for (JsonNode top : tops) {
                if (top instanceof ObjectNode alternatives) {
                    likeliest(alternatives, round);
                }
            }
        }
    }

    private static void tokens(ArrayNode tokens, Logprobs.Round round) {
        for (JsonNode token : tokens) {
            if (token instanceof ObjectNode object) {
                number(object, round);
                if (object.get("top_logprobs") instanceof ArrayNode top) {
                    while (top.size() > round.most()) {
                        top.remove(top.size() - 1);
                    }
                    for (JsonNode alternative : top) {
                        number((ObjectNode) alternative, round);
                    }
                }
            }
        }
    }

    private static void likeliest(ObjectNode alternatives, Logprobs.Round round) {
        List<Map.Entry<String, JsonNode>> sorted = new ArrayList<>(alternatives.properties());
        sorted.removeIf(e -> !e.getValue().isNumber());
        sorted.sort(Comparator.comparing(
                        (Map.Entry<String, JsonNode> e) -> e.getValue().decimalValue())
                .reversed());
        alternatives.removeAll();
        sorted.stream().limit(round.most()).forEach(e -> alternatives.set(e.getKey(), rounded(e.getValue(), round)));
    }

    private static void number(ObjectNode token, Logprobs.Round round) {
        JsonNode value = token.get("logprob");
        if (value != null && value.isNumber()) {
            token.set("logprob", rounded(value, round));
        }
    }

    private static JsonNode rounded(JsonNode value, Logprobs.Round round) {
        return Trees.create().numberNode(value.decimalValue().setScale(round.decimals(), RoundingMode.HALF_EVEN));
    }
}
