// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What LiteLLM asks: texts of a request or an answer, and whose they are.
 *
 * <p>LiteLLM's call id is not used: clients may choose it, and whoever chose the same one each time would be counted
 * once.
 *
 * @param isRequest whether it asks about a request, not an answer
 * @param key LiteLLM's hash of the virtual key that the client proved to hold
 * @param asked the request in the shape of a chat, as far as LiteLLM tells it
 */
record GuardrailCall(
        boolean isRequest,
        Optional<String> key,
        Optional<String> organisation,
        Optional<String> model,
        Chat asked,
        List<String> texts) {
    private static final int LONGEST_NAME = 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    /** A request as JSON. Shows nothing. */
    record Chat(ObjectNode json) {
        byte[] bytes() {
            // By way of a string: half a surrogate pair, which clients may send, cannot be written as bytes.
            return MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Chat[]";
        }
    }

    /** Empty where the body is not what LiteLLM sends. */
    static Optional<GuardrailCall> of(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        String type = text(root, "input_type").orElse("");
        if (!root.isObject() || !(type.equals("request") || type.equals("response"))) {
            return Optional.empty();
        }
        JsonNode owner = root.path("request_data");
        List<String> texts = new ArrayList<>();
        root.path("texts").forEach(text -> {
            if (text.isString()) {
                texts.add(text.stringValue());
            }
        });
        return Optional.of(new GuardrailCall(
                type.equals("request"),
                text(owner, "user_api_key_hash"),
                text(owner, "user_api_key_org_id").or(() -> text(owner, "user_api_key_team_id")),
                text(root, "model"),
                chat(root, texts),
                List.copyOf(texts)));
    }

    private static Chat chat(JsonNode root, List<String> texts) {
        ObjectNode chat = MAPPER.createObjectNode();
        text(root, "model").ifPresent(model -> chat.put("model", model));
        JsonNode messages = root.path("structured_messages");
        if (messages.isArray() && !messages.isEmpty()) {
            chat.set("messages", messages);
        } else {
            var said = chat.putArray("messages");
            texts.forEach(text -> said.addObject().put("role", "user").put("content", text));
        }
        if (root.path("tools").isArray()) {
            chat.set("tools", root.path("tools"));
        }
        return new Chat(chat);
    }

    private static Optional<String> text(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        return value.isString()
                        && !value.stringValue().isBlank()
                        && value.stringValue().length() <= LONGEST_NAME
                ? Optional.of(value.stringValue())
                : Optional.empty();
    }

    /** What LiteLLM is told. */
    static byte[] passed() {
        return MAPPER.writeValueAsBytes(MAPPER.createObjectNode().put("action", "NONE"));
    }

    /** The same; the reason reaches the client. */
    static byte[] blocked(String reason) {
        return MAPPER.writeValueAsBytes(
                MAPPER.createObjectNode().put("action", "BLOCKED").put("blocked_reason", reason));
    }

    /** Holds prompts: shows nothing. */
    @Override
    public String toString() {
        return "GuardrailCall[]";
    }
}
