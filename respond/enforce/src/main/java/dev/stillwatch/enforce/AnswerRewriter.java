// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes from an answer what would teach a copy: log-probabilities and reasoning; seals opaque reasoning blocks; adds the
 * sentence that a canary is.
 *
 * <p>Knows the answers of all APIs; what it does not know it leaves. One use per answer; not thread-safe. Holds the
 * answer as a tree, some ten times its bytes.
 */
public final class AnswerRewriter {
    /* Numbers of the tokens generated, reasoning included, and vLLM's raw messages of a response. */
    private static final Set<String> RAW =
            Set.of("tokenids", "outputids", "outputtokenids", "completiontokenids", "outputmessages", "inputmessages");

    private final Api api;
    private final Optional<LogprobsRule> logprobs;
    private final Optional<Reasoning> reasoning;
    private final Optional<SealedBlocks> blocks;
    private final Optional<Closing> closing;

    private AnswerRewriter(Api api, Deterrence deterrence, Optional<SealedBlocks> blocks, Optional<Closing> closing) {
        this.closing = closing;
        this.api = api;
        this.reasoning = deterrence.reasoning();
        this.blocks = blocks;
        // Lists of log-probabilities name every token generated, so they would spell withheld reasoning out. Those of
        // responses stand beside each text and name its tokens only.
        this.logprobs = reasoning.isPresent() && api != Api.RESPONSES
                ? Optional.of(new LogprobsRule(new Logprobs.Strip()))
                : deterrence.logprobs().map(LogprobsRule::new);
    }

    /** As {@link #of(Api, Deterrence, Optional, String, String, String, Optional)}, without a canary. */
    public static AnswerRewriter of(
            Api api,
            Deterrence deterrence,
            Optional<ReasoningSeal> seal,
            String account,
            String model,
            String conversation) {
        return of(api, deterrence, seal, account, model, conversation, Optional.empty());
    }

    /**
     * A rewriter for the answer to one request.
     *
     * @param model as the request named it
     * @param conversation as {@link RequestRewriter} found it
     * @param closing as {@link RequestRewriter} gave it
     * @throws StillwatchException if reasoning is to be sealed and there is no seal
     */
    public static AnswerRewriter of(
            Api api,
            Deterrence deterrence,
            Optional<ReasoningSeal> seal,
            String account,
            String model,
            String conversation,
            Optional<Closing> closing) {
        return new AnswerRewriter(
                api,
                deterrence,
                SealedBlocks.of(deterrence, seal, new ReasoningSeal.Binding(account, model, conversation)),
                closing);
    }

    /**
     * Whether an answer that cannot be read may pass as it is: nothing would be taken from it, and a canary is not worth
     * an answer.
     */
    public boolean mayPassUnread() {
        return logprobs.isEmpty() && reasoning.isEmpty() && blocks.isEmpty();
    }

    /** Whether a deterrence takes from answers; where it does not, and no canary is due, they can pass as bytes. */
    public static boolean needed(Deterrence deterrence) {
        return deterrence.logprobs().isPresent() || deterrence.reasoning().isPresent() || deterrence.sealReasoning();
    }

    /** The whole answer in its new form; empty where it is not one JSON object and must not pass as it is. */
    public Optional<byte[]> rewrite(byte[] body) {
        return Trees.object(body)
                .map(answer -> {
                    change(answer);
                    closing.ifPresent(end -> close(answer, end));
                    return Trees.bytes(answer);
                })
                .or(() -> mayPassUnread() ? Optional.of(body) : Optional.empty());
    }

    private void close(ObjectNode answer, Closing end) {
        switch (api) {
            case CHAT -> ChatClosing.whole(answer, end);
            case MESSAGES -> MessageClosing.whole(answer, end);
            case RESPONSES -> ResponseClosing.whole(answer, end);
            case COMPLETIONS, EMBEDDINGS -> {
                // A prefix that is continued has no end of its own, and vectors have no words.
            }
        }
    }

    /** What ends a stream; for one stream. */
    ClosingEvents closingEvents() {
        return ClosingEvents.of(api, closing);
    }

    /** Changes a whole answer, or one that an event holds. */
    void change(ObjectNode answer) {
        numbers(answer);
        switch (api) {
            case CHAT, COMPLETIONS, MESSAGES -> reasoning().apply(answer, "");
            case RESPONSES -> answer.path("output").forEach(this::item);
            case EMBEDDINGS -> {
                // Vectors hold none.
            }
        }
    }

    /** Takes log-probabilities and lists of tokens out of an answer or event. */
    void numbers(ObjectNode answer) {
        if (api != Api.EMBEDDINGS) {
            logprobs.ifPresent(rule -> rule.answer(answer));
            reasoning.ifPresent(_ -> removeRaw(answer));
        }
    }

    private static void removeRaw(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                String canonical = MemberNames.canonical(name);
                if (RAW.contains(canonical)) {
                    object.remove(name);
                } else if (!MemberNames.freeForm(canonical)) {
                    removeRaw(object.path(name));
                }
            }
        } else if (node instanceof ArrayNode items) {
            items.forEach(AnswerRewriter::removeRaw);
        }
    }

    /** An item of a response's output. */
    void item(JsonNode node) {
        reasoning().apply(node, "");
        if (node instanceof ObjectNode item && reasoning.isPresent() && ReasoningTraversal.isReasoning(item)) {
            if (blocks.isEmpty()) {
                // Unsealed, it could be decoded elsewhere; the request did not ask for it either.
                item.remove("encrypted_content");
            }
            if (reasoning.get() == Reasoning.WITHHOLD) {
                for (String parts : List.of("summary", "content")) {
                    if (item.path(parts).isArray()) {
                        item.putArray(parts);
                    }
                }
            }
        }
    }

    /** A rule for one answer: pieces that it has seen count as passed. */
    ReasoningRule reasoning() {
        return new ReasoningRule(reasoning, blocks);
    }

    Api api() {
        return api;
    }

    Optional<Reasoning> rule() {
        return reasoning;
    }

    boolean seals() {
        return blocks.isPresent();
    }
}
