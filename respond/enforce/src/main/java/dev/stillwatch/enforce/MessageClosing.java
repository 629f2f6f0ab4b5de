// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Closes Anthropic messages: the last block of text of a whole one; in a stream, the same block before its stop, which is
 * held back until the next event tells that no other block follows. Not thread-safe.
 */
final class MessageClosing implements ClosingEvents {
    private static final Set<String> BLOCKS = Set.of("text", "thinking", "redacted_thinking");

    private final Closing closing;
    private AnswerProse prose = new AnswerProse();
    private Optional<Held> held = Optional.empty();
    private boolean text;
    private boolean other;

    private record Held(String head, ObjectNode stop) {}

    MessageClosing(Closing closing) {
        this.closing = closing;
    }

    /** Closes a whole answer, if it suits. */
    static void whole(ObjectNode answer, Closing closing) {
        if (!(answer.get("content") instanceof ArrayNode blocks) || blocks.isEmpty() || !isNatural(answer)) {
            return;
        }
        for (var block : blocks) {
            if (!BLOCKS.contains(Trees.text(block, "type").orElse(""))) {
                return;
            }
        }
        if (blocks.get(blocks.size() - 1) instanceof ObjectNode last && isText(last) && !cites(last)) {
            AnswerProse prose = new AnswerProse();
            String said = Trees.text(last, "text").orElse("");
            prose.add(said);
            if (prose.suits()) {
                last.put("text", said + closing.addedTo(prose));
            }
        }
    }

    private static boolean isText(ObjectNode block) {
        return Trees.text(block, "type").filter("text"::equals).isPresent();
    }

    private static boolean cites(ObjectNode block) {
        return !block.path("citations").isEmpty();
    }

    private static boolean isNatural(ObjectNode holder) {
        return Trees.text(holder, "stop_reason").filter("end_turn"::equals).isPresent();
    }

    @Override
    public void next(String head, String type, ObjectNode event, EventSink out) {
        switch (type) {
            case "ping" -> {
                // May come anywhere, and says nothing.
            }
            case "message_delta" -> end(event, out);
            case "content_block_start" -> {
                flush(out);
                begin(event);
            }
            case "content_block_delta" -> {
                flush(out);
                piece(event);
            }
            case "content_block_stop" -> {
                flush(out);
                if (text) {
                    held = Optional.of(new Held(head, event));
                    return;
                }
            }
            default -> flush(out);
        }
        out.event(head, event);
    }

    private void begin(ObjectNode event) {
        prose = new AnswerProse();
        text = false;
        if (event.get("content_block") instanceof ObjectNode block) {
            other |= !BLOCKS.contains(Trees.text(block, "type").orElse(""));
            text = isText(block) && !cites(block);
            prose.add(Trees.text(block, "text").orElse(""));
        }
    }

    private void piece(ObjectNode event) {
        if (event.get("delta") instanceof ObjectNode delta) {
            String kind = Trees.text(delta, "type").orElse("");
            prose.add(kind.equals("text_delta") ? Trees.text(delta, "text").orElse("") : "");
            text &= kind.equals("text_delta");
        }
    }

    private void end(ObjectNode event, EventSink out) {
        if (held.isPresent()
                && !other
                && event.get("delta") instanceof ObjectNode delta
                && isNatural(delta)
                && prose.suits()) {
            ObjectNode last = Trees.create();
            last.put("type", "content_block_delta");
            last.set("index", held.get().stop().path("index"));
            last.putObject("delta").put("type", "text_delta").put("text", closing.addedTo(prose));
            out.event("event: content_block_delta\n", last);
        }
        flush(out);
    }

    @Override
    public void flush(EventSink out) {
        held.ifPresent(stop -> out.event(stop.head(), stop.stop()));
        held = Optional.empty();
    }
}
