// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Closes OpenAI responses. A stream says its text again when the text, its part, its item and the whole are done: these
 * are held back until the whole comes, so that all of them say the same. Not thread-safe.
 */
final class ResponseClosing implements ClosingEvents {
    private static final String COMPLETED = "response.completed";
    private static final String DELTA = "response.output_text.delta";
    private static final Set<String> DONE =
            Set.of("response.output_text.done", "response.content_part.done", "response.output_item.done");
    private static final Set<String> ITEMS = Set.of("message", "reasoning");

    private final Closing closing;
    private final List<Event> held = new ArrayList<>();
    private Optional<Event> piece = Optional.empty();
    private boolean told;
    private int inserted;

    private record Event(String head, ObjectNode data) {}

    ResponseClosing(Closing closing) {
        this.closing = closing;
    }

    /** Closes a whole answer, if it suits. */
    static void whole(ObjectNode response, Closing closing) {
        Optional<ObjectNode> last = lastText(response);
        AnswerProse prose = new AnswerProse();
        last.flatMap(part -> Trees.text(part, "text")).ifPresent(prose::add);
        if (last.isPresent() && prose.suits()) {
            String added = closing.addedTo(prose);
            append(last.get(), added);
            Trees.text(response, "output_text").ifPresent(said -> response.put("output_text", said + added));
        }
    }

    /** The last part of the answer's message; empty where there is something that speaks against a sentence more. */
    private static Optional<ObjectNode> lastText(ObjectNode response) {
        if (Trees.text(response, "status").filter("completed"::equals).isEmpty()
                || !(response.get("output") instanceof ArrayNode items)
                || items.isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode item : items) {
            if (!ITEMS.contains(Trees.text(item, "type").orElse(""))) {
                return Optional.empty();
            }
        }
        JsonNode message = items.get(items.size() - 1);
        if (!(message.get("content") instanceof ArrayNode parts)
                || parts.isEmpty()
                || Trees.text(message, "type").filter("message"::equals).isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode part : parts) {
            if (Trees.text(part, "type").filter("output_text"::equals).isEmpty()
                    || !part.path("logprobs").isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of((ObjectNode) parts.get(parts.size() - 1));
    }

    private static void append(ObjectNode part, String added) {
        Trees.text(part, "text").ifPresent(said -> part.put("text", said + added));
    }

    @Override
    public void next(String head, String type, ObjectNode event, EventSink out) {
        switch (type) {
            case DELTA -> {
                flush(out);
                told = false;
                piece = Optional.of(new Event(head, event));
            }
            case COMPLETED -> {
                if (event.get("response") instanceof ObjectNode response) {
                    close(response, out);
                }
                flush(out);
            }
            default -> {
                if (piece.isPresent() && DONE.contains(type) && isOfPiece(event)) {
                    held.add(new Event(head, event));
                    return;
                }
                flush(out);
            }
        }
        out.event(head, numbered(event));
    }

    private boolean isOfPiece(ObjectNode event) {
        return piece.filter(last -> last.data().path("output_index").equals(event.path("output_index")))
                .isPresent();
    }

    private void close(ObjectNode response, EventSink out) {
        Optional<ObjectNode> last = lastText(response);
        // What is done was said already if anything came in between: then it stays as it was said.
        if (last.isEmpty() || piece.isEmpty() || told) {
            return;
        }
        AnswerProse prose = new AnswerProse();
        Trees.text(last.get(), "text").ifPresent(prose::add);
        if (!prose.suits()) {
            return;
        }
        String added = closing.addedTo(prose);
        ObjectNode delta = piece.get().data().deepCopy();
        delta.put("delta", added);
        delta.remove("obfuscation");
        if (delta.has("logprobs")) {
            delta.putArray("logprobs");
        }
        Trees.number(delta, "sequence_number")
                .ifPresent(number -> delta.put("sequence_number", number.intValueExact() + 1));
        out.event(piece.get().head(), delta);
        inserted = 1;
        held.forEach(done -> appendDone(done.data(), added));
        append(last.get(), added);
        Trees.text(response, "output_text").ifPresent(said -> response.put("output_text", said + added));
    }

    private static void appendDone(ObjectNode event, String added) {
        append(event, added);
        Trees.object(event, "part", part -> append(part, added));
        Trees.object(event, "item", item -> {
            if (item.get("content") instanceof ArrayNode parts
                    && !parts.isEmpty()
                    && parts.get(parts.size() - 1) instanceof ObjectNode part) {
                append(part, added);
            }
        });
    }

    /* Clients check that numbers follow each other. */
    private ObjectNode numbered(ObjectNode event) {
        if (inserted > 0) {
            Trees.number(event, "sequence_number")
                    .ifPresent(number -> event.put("sequence_number", number.intValueExact() + inserted));
        }
        return event;
    }

    @Override
    public void flush(EventSink out) {
        told |= !held.isEmpty();
        held.forEach(done -> out.event(done.head(), numbered(done.data())));
        held.clear();
    }
}
