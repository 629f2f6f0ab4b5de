// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes from an answer what would teach a copy: log-probabilities and reasoning; seals opaque reasoning blocks.
 *
 * <p>Knows the answers of all APIs; what it does not know it leaves. One use per answer; not thread-safe. Holds the
 * answer as a tree, some ten times its bytes.
 */
public final class AnswerRewriter {
    /** Members of a message that hold reasoning as text, as servers of open models name them. */
    static final List<String> REASONING_TEXTS = List.of("reasoning", "reasoning_content", "thinking", "reasoning_text");

    /** Members of a block of reasoning that hold its text. */
    static final List<String> BLOCK_TEXTS = List.of("thinking", "text", "summary");

    private final Api api;
    private final Optional<LogprobsRule> logprobs;
    private final Optional<Deterrence.Reasoning> reasoning;
    private final Optional<SealedBlocks> blocks;

    AnswerRewriter(Api api, Deterrence deterrence, Optional<SealedBlocks> blocks) {
        this.api = api;
        this.logprobs = deterrence.logprobs().map(LogprobsRule::new);
        this.reasoning = deterrence.reasoning();
        this.blocks = blocks;
    }

    /**
     * A rewriter for the answer to one request.
     *
     * @param model as the request named it
     * @param conversation as {@link RequestRewriter} found it
     */
    public static AnswerRewriter of(
            Api api,
            Deterrence deterrence,
            Optional<ReasoningSeal> seal,
            String account,
            String model,
            String conversation) {
        return new AnswerRewriter(
                api,
                deterrence,
                seal.filter(_ -> deterrence.sealReasoning())
                        .map(s -> new SealedBlocks(s, new ReasoningSeal.Binding(account, model, conversation))));
    }

    /** The whole answer in its new form; empty where it is not one JSON object. */
    public Optional<byte[]> rewrite(byte[] body) {
        return Trees.object(body).map(answer -> {
            change(answer);
            return Trees.bytes(answer);
        });
    }

    void change(ObjectNode answer) {
        switch (api) {
            case CHAT, COMPLETIONS -> Trees.each(answer, "choices", this::choice);
            case MESSAGES -> Trees.each(answer, "content", this::block);
            case RESPONSES -> Trees.each(answer, "output", this::item);
            case EMBEDDINGS -> {
                // Vectors hold neither.
            }
        }
    }

    /** A choice of a chat or a completion, whole or a streamed part. */
    void choice(ObjectNode choice) {
        logprobs.ifPresent(rule -> rule.answer(choice));
        for (String message : List.of("message", "delta")) {
            Trees.object(choice, message, this::message);
        }
    }

    private void message(ObjectNode message) {
        for (String name : REASONING_TEXTS) {
            shorten(message, name);
        }
        for (String details : List.of("reasoning_details", "thinking_blocks")) {
            Trees.each(message, details, this::block);
        }
    }

    /** A block of reasoning, or any other, which is left. */
    void block(ObjectNode block) {
        if (SealedBlocks.isReasoning(block)) {
            for (String text : BLOCK_TEXTS) {
                shorten(block, text);
            }
            blocks.ifPresent(b -> b.seal(block));
        }
    }

    /** An item of a response's output. */
    void item(ObjectNode item) {
        if (SealedBlocks.isReasoning(item)) {
            for (String parts : List.of("summary", "content")) {
                if (reasoning.filter(r -> r == Deterrence.Reasoning.WITHHOLD).isPresent() && item.has(parts)) {
                    item.putArray(parts);
                }
                Trees.each(item, parts, part -> shorten(part, "text"));
            }
            blocks.ifPresent(b -> b.seal(item));
        }
        Trees.each(item, "content", this::part);
    }

    /** A part of an output item, or an event that stands for one. */
    void part(ObjectNode part) {
        logprobs.ifPresent(rule -> rule.answer(part));
        if (SealedBlocks.isReasoning(part)
                || Trees.text(part, "type").filter("summary_text"::equals).isPresent()) {
            shorten(part, "text");
        }
    }

    void shorten(ObjectNode holder, String name) {
        reasoning.ifPresent(rule -> Trees.text(holder, name)
                .ifPresent(text -> holder.put(
                        name,
                        switch (rule) {
                            case WITHHOLD -> "";
                            case SUMMARISE -> FirstSentence.of(text);
                        })));
    }

    Api api() {
        return api;
    }

    Optional<Deterrence.Reasoning> reasoning() {
        return reasoning;
    }

    Optional<SealedBlocks> blocks() {
        return blocks;
    }
}
