// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the events of a streamed OpenAI response. Not thread-safe.
 *
 * <p>A response says everything several times: piece by piece, each part when it is done, each item, and the whole at the
 * end; the rule holds for all of them.
 */
final class ResponseEvents {
    private final AnswerRewriter answers;
    private final ReasoningRule reasoning;

    ResponseEvents(AnswerRewriter answers, ReasoningRule reasoning) {
        this.answers = answers;
        this.reasoning = reasoning;
    }

    /** Changes one event; false when nothing of it may be passed on. */
    boolean change(String type, ObjectNode event) {
        Trees.object(event, "response", answers::change);
        Trees.object(event, "item", answers::item);
        Optional<Reasoning> rule = answers.rule();
        if (rule.isEmpty()) {
            return true;
        }
        if (!type.startsWith("response.reasoning")) {
            Trees.object(event, "part", part -> answers.reasoning().apply(part, ""));
            return true;
        }
        // Only the first part of a summary has the sentence that is passed on.
        boolean first = atStart(event, "summary_index") && atStart(event, "content_index");
        String text = type.replaceAll("\\.(delta|done|added)$", "")
                + Trees.text(event, "item_id").orElse("");
        shorten(event, "delta", piece -> first ? reasoning.passed(text, piece) : "");
        shorten(event, "text", whole -> first ? answers.reasoning().passed("", whole) : "");
        Trees.object(
                event,
                "part",
                part -> shorten(
                        part, "text", whole -> first ? answers.reasoning().passed("", whole) : ""));
        return rule.get() == Reasoning.SUMMARISE;
    }

    private static boolean atStart(ObjectNode event, String index) {
        return Trees.number(event, index).filter(n -> n.signum() > 0).isEmpty();
    }

    private static void shorten(ObjectNode holder, String name, UnaryOperator<String> passed) {
        Trees.text(holder, name).ifPresent(text -> holder.put(name, passed.apply(text)));
    }
}
