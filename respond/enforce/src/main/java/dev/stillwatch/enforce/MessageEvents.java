// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the events of a streamed Anthropic message.
 *
 * <p>Blocks keep their start and stop, so that clients can put the message together; a block whose thinking is taken
 * goes out empty, its signature last. Not thread-safe.
 */
final class MessageEvents {
    private final AnswerRewriter answers;
    private final ReasoningRule reasoning;
    private final Map<Integer, StringBuilder> signatures = new HashMap<>();

    MessageEvents(AnswerRewriter answers, ReasoningRule reasoning) {
        this.answers = answers;
        this.reasoning = reasoning;
    }

    /** The event that has to go before this one: a block's signature, sealed, before its stop. */
    Optional<ObjectNode> before(String type, ObjectNode event) {
        if (answers.api() != Api.MESSAGES || !type.equals("content_block_stop")) {
            return Optional.empty();
        }
        int index = index(event);
        return Optional.ofNullable(signatures.remove(index))
                .flatMap(signature -> reasoning.sealed(block(index), signature.toString()))
                .map(replacement -> {
                    ObjectNode delta = Trees.create();
                    delta.put("type", "content_block_delta");
                    delta.put("index", index);
                    delta.putObject("delta").put("type", "signature_delta").put("signature", replacement);
                    return delta;
                });
    }

    /** Changes one event; false when nothing of it may be passed on. */
    boolean change(String type, ObjectNode event) {
        Trees.object(event, "message", answers::change);
        int index = index(event);
        Trees.object(event, "content_block", started -> start(index, started));
        return !(event.get("delta") instanceof ObjectNode delta) || delta(index, delta);
    }

    private void start(int index, ObjectNode started) {
        if (answers.seals() && ReasoningTraversal.isReasoning(started)) {
            Trees.text(started, "signature").filter(s -> !s.isEmpty()).ifPresent(signature -> {
                hold(index, signature);
                started.put("signature", "");
            });
        }
        reasoning.apply(started, block(index));
    }

    private boolean delta(int index, ObjectNode delta) {
        if (Trees.text(delta, "type").filter("signature_delta"::equals).isPresent()) {
            if (!answers.seals()) {
                return true;
            }
            // A signature may come in parts, and is sealed with the text before it.
            hold(index, Trees.text(delta, "signature").orElse(""));
            return false;
        }
        boolean thinking = ReasoningTraversal.isReasoning(delta);
        reasoning.apply(delta, block(index));
        return !thinking
                || answers.rule().isEmpty()
                || !Trees.text(delta, "thinking").orElse("").isEmpty();
    }

    private void hold(int index, String signature) {
        signatures.computeIfAbsent(index, _ -> new StringBuilder()).append(signature);
    }

    private static String block(int index) {
        return "block " + index;
    }

    private static int index(ObjectNode event) {
        return Trees.number(event, "index").map(Number::intValue).orElse(0);
    }
}
