// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence.Logprobs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Strips or coarsens token log-probabilities in answers, wherever an answer holds them. */
final class LogprobsRule {
    /* Hidden states and routing say more of a model than log-probabilities do. */
    private static final Set<String> INSIDES = Set.of("hiddenstates", "routedexperts", "completionprobabilities");
    /* Beyond these, digits are not meant: nobody's log-probability is 10^100. */
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

    private final Logprobs rule;

    LogprobsRule(Logprobs rule) {
        this.rule = rule;
    }

    /** Changes all that an answer, or an event of one, holds at any depth. */
    void answer(JsonNode node) {
        if (node instanceof ArrayNode items) {
            items.forEach(this::answer);
        }
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                member(object, name, MemberNames.canonical(name));
            }
        }
    }

    private void member(ObjectNode holder, String name, String canonical) {
        JsonNode value = holder.path(name);
        if (INSIDES.contains(canonical)) {
            holder.remove(name);
        } else if (canonical.equals("logprobs")) {
            logprobs(holder, name, value);
        } else if (canonical.contains("logprob")) {
            // A lone count is what the request asked for, which responses repeat.
            if (!(canonical.equals("toplogprobs") && value.isNumber())) {
                holder.remove(name);
            }
        } else if (!MemberNames.freeForm(canonical)) {
            answer(value);
        }
    }

    private void logprobs(ObjectNode holder, String name, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (rule instanceof Logprobs.Round round && value instanceof ArrayNode tokens) {
            tokens(tokens, round);
        } else if (rule instanceof Logprobs.Round round && value instanceof ObjectNode object) {
            object(object, round);
        } else if (value.isArray()) {
            holder.putArray(name);
        } else {
            holder.putNull(name);
        }
    }

    /** Chat: lists of tokens. Completions: parallel lists, the alternatives as objects from token to number. */
    private static void object(ObjectNode logprobs, Logprobs.Round round) {
        for (String name : List.copyOf(logprobs.propertyNames())) {
            JsonNode value = logprobs.path(name);
            switch (name) {
                case "content", "refusal" -> {
                    if (value instanceof ArrayNode tokens) {
                        tokens(tokens, round);
                    } else {
                        logprobs.putNull(name);
                    }
                }
                case "token_logprobs" -> {
                    ArrayNode rounded = logprobs.putArray(name);
                    value.forEach(number -> rounded.add(rounded(number, round)));
                }
                case "top_logprobs" -> {
                    ArrayNode rounded = logprobs.putArray(name);
                    value.forEach(top -> rounded.add(likeliest(top, round)));
                }
                case "tokens", "text_offset" -> {
                    // These are the text again.
                }
                default -> logprobs.remove(name);
            }
        }
    }

    private static void tokens(ArrayNode tokens, Logprobs.Round round) {
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (tokens.get(i) instanceof ObjectNode token) {
                JsonNode top = token.path("top_logprobs");
                token(token, round);
                if (top instanceof ArrayNode alternatives) {
                    while (alternatives.size() > round.most()) {
                        alternatives.remove(alternatives.size() - 1);
                    }
                    alternatives.forEach(alternative -> token(alternative, round));
                    token.set("top_logprobs", alternatives);
                }
            } else {
                tokens.remove(i);
            }
        }
    }

    /** Keeps of a token what the API documents, rounded; servers add probabilities under names of their own. */
    private static void token(JsonNode node, Logprobs.Round round) {
        if (node instanceof ObjectNode token) {
            token.retain("token", "logprob", "bytes");
            if (token.has("logprob")) {
                token.set("logprob", rounded(token.path("logprob"), round));
            }
        }
    }

    private static JsonNode likeliest(JsonNode top, Logprobs.Round round) {
        ObjectNode kept = Trees.create();
        List<Map.Entry<String, JsonNode>> sorted = new ArrayList<>(top.properties());
        sorted.removeIf(e -> !e.getValue().isNumber());
        sorted.sort(Comparator.comparing(
                        (Map.Entry<String, JsonNode> e) -> e.getValue().decimalValue())
                .reversed());
        sorted.stream().limit(round.most()).forEach(e -> kept.set(e.getKey(), rounded(e.getValue(), round)));
        return top.isObject() ? kept : Trees.create().nullNode();
    }

    private static JsonNode rounded(JsonNode value, Logprobs.Round round) {
        if (!value.isNumber() || value.decimalValue().abs().compareTo(MOST) > 0) {
            return Trees.create().nullNode();
        }
        // An exponent of minus a billion would make as many digits.
        BigDecimal number = value.decimalValue();
        return Trees.create()
                .numberNode(
                        number.scale() > 1000
                                ? BigDecimal.ZERO
                                : number.setScale(round.decimals(), RoundingMode.HALF_EVEN));
    }
}
