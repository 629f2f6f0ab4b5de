// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Closes chat completions: the message of a whole one, a chunk before the finish of a streamed one. Not thread-safe. */
final class ChatClosing implements ClosingEvents {
    /* What an answer holds beside text of its own; each of them makes it one that is left alone. */
    private static final Set<String> OTHER_CONTENT =
            Set.of("tool_calls", "function_call", "refusal", "audio", "annotations", "images", "tool_call_id");

    private final Closing closing;
    private final AnswerProse prose = new AnswerProse();
    private boolean other;
    private boolean over;

    ChatClosing(Closing closing) {
        this.closing = closing;
    }

    /** Closes a whole answer, if it suits. */
    static void whole(ObjectNode answer, Closing closing) {
        if (answer.get("choices") instanceof ArrayNode choices
                && choices.size() == 1
                && choices.get(0) instanceof ObjectNode choice
                && choice.get("message") instanceof ObjectNode message
                && !holdsOther(choice, message)
                && endsNaturally(choice)) {
            AnswerProse prose = new AnswerProse();
            String content = Trees.text(message, "content").orElse("");
            prose.add(content);
            if (prose.suits()) {
                message.put("content", content + closing.addedTo(prose));
            }
        }
    }

    @Override
    public void next(String head, String type, ObjectNode event, EventSink out) {
        if (!over && event.get("choices") instanceof ArrayNode choices && !choices.isEmpty()) {
            if (choices.size() == 1
                    && choices.get(0) instanceof ObjectNode choice
                    && choice.get("delta") instanceof ObjectNode delta) {
                piece(event, choice, delta, out);
            } else {
                other = true;
            }
        }
        out.event(head, event);
    }

    private void piece(ObjectNode event, ObjectNode choice, ObjectNode delta, EventSink out) {
        other |= holdsOther(choice, delta)
                || Trees.number(choice, "index").filter(n -> n.signum() != 0).isPresent();
        String content = Trees.text(delta, "content").orElse("");
        prose.add(content);
        if (Trees.text(choice, "finish_reason").isEmpty()) {
            return;
        }
        over = true;
        if (other || !endsNaturally(choice) || !prose.suits()) {
            return;
        }
        if (content.isEmpty()) {
            out.event("", chunk(event, closing.addedTo(prose)));
        } else {
            delta.put("content", content + closing.addedTo(prose));
        }
    }

    /** A chunk like the one that ends the answer, but with text and without an end. */
    private static ObjectNode chunk(ObjectNode last, String text) {
        ObjectNode chunk = last.deepCopy();
        if (chunk.has("usage")) {
            chunk.putNull("usage");
        }
        chunk.remove("obfuscation");
        ObjectNode choice = (ObjectNode) chunk.path("choices").get(0);
        choice.putNull("finish_reason");
        choice.remove("native_finish_reason");
        choice.putObject("delta").put("content", text);
        return chunk;
    }

    private static boolean endsNaturally(ObjectNode choice) {
        // vLLM and SGLang name the client's stop word here; the API's own member says stop for that as well.
        return Trees.text(choice, "finish_reason").filter("stop"::equals).isPresent()
                && isEmpty(choice.path("stop_reason"))
                && !choice.path("matched_stop").isString();
    }

    private static boolean holdsOther(ObjectNode choice, ObjectNode message) {
        JsonNode content = message.path("content");
        return !(content.isMissingNode() || content.isNull() || content.isString())
                || OTHER_CONTENT.stream().anyMatch(name -> !isEmpty(message.path(name)))
                || choice.path("logprobs").properties().stream().anyMatch(list -> !isEmpty(list.getValue()));
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty());
    }

    @Override
    public void flush(EventSink out) {
        // Nothing is held back: the end of a chat says itself that it is one.
    }
}
