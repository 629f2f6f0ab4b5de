// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
    private final Set<Integer> reasoningItems = new HashSet<>();

    ResponseEvents(AnswerRewriter answers, ReasoningRule reasoning) {
        this.answers = answers;
        this.reasoning = reasoning;
    }

    /** Changes one event; false when nothing of it may be passed on. */
    boolean change(String type, ObjectNode event) {
        Trees.object(event, "response", answers::change);
        int index = Trees.number(event, "output_index").map(Number::intValue).orElse(-1);
        if (event.get("item") instanceof ObjectNode item) {
            answers.item(item);
            // An item without a place of its own says nothing about the events of others without one.
            if (index >= 0 && ReasoningTraversal.isReasoning(item)) {
                reasoningItems.add(index);
            }
            return true;
        }
        Optional<Reasoning> rule = answers.rule();
        if (rule.isEmpty() || !isOfReasoning(type, index, event)) {
            return true;
        }
        // Only the first part of a summary has the sentence that is passed on.
        boolean first = atStart(event, "summary_index") && atStart(event, "content_index");
        String text = type.replaceAll("\\.(delta|done|added)$", "") + index;
        shorten(event, "delta", piece -> first ? reasoning.passed(text, piece) : "");
        shorten(event, "text", whole -> first ? answers.reasoning().passed("", whole) : "");
        Trees.object(
                event,
                "part",
                part -> shorten(
                        part, "text", whole -> first ? answers.reasoning().passed("", whole) : ""));
        return rule.get() == Reasoning.SUMMARISE;
    }

    /* By the event's name, its part's, or its item's: servers have sent reasoning as parts of type output_text. */
    private boolean isOfReasoning(String type, int index, ObjectNode event) {
        return type.startsWith("response.reasoning")
                || reasoningItems.contains(index)
                || (event.get("part") instanceof ObjectNode part && ReasoningTraversal.isReasoning(part));
    }

    private static boolean atStart(ObjectNode event, String index) {
        return Trees.number(event, index).filter(n -> n.signum() > 0).isEmpty();
    }

    private static void shorten(ObjectNode holder, String name, UnaryOperator<String> passed) {
        Trees.text(holder, name).ifPresent(text -> holder.put(name, passed.apply(text)));
    }
}
