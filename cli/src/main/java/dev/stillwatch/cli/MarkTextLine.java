// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.marks.Reply;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON line that holds a text: {@code tokens} with {@code prompt_tokens}, {@code text} with {@code prompt}, or an
 * exchange log's {@code response}.
 */
final class MarkTextLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Function<String, int[]> encode;

    /** A line that holds no text; the message says why and quotes nothing. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }
    }

    /**
     * A parser of lines.
     *
     * @param encode gives the token ids of a text
     */
    MarkTextLine(Function<String, int[]> encode) {
        this.encode = encode;
    }

    /** The text; empty for a line of blanks. */
    Optional<Reply> parse(byte[] line) throws Unusable {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException _) {
            throw new Unusable("no JSON, or nested too deep");
        }
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            throw new Unusable("no JSON object");
        }
        if (node.has("tokens")) {
            return Optional.of(new Reply(
                    node.has("prompt_tokens") ? ids(node, "prompt_tokens") : new int[0], ids(node, "tokens")));
        }
        if (node.path("text").isString()) {
            int[] prompt = node.path("prompt").isString()
                    ? encode.apply(node.path("prompt").stringValue())
                    : new int[0];
            return Optional.of(new Reply(prompt, encode.apply(node.path("text").stringValue())));
        }
        JsonNode content = node.path("response").path("content");
        if (content.isString()) {
            return Optional.of(Reply.of(encode.apply(content.stringValue())));
        }
        throw new Unusable("it has none of the members tokens, text and response.content");
    }

    private static int[] ids(JsonNode node, String member) throws Unusable {
        JsonNode list = node.get(member);
        if (!list.isArray()) {
            throw new Unusable(member + " is no list");
        }
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = list.get(i);
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
                throw new Unusable(member + " holds something that is no token id, at place " + i);
            }
            ids[i] = id.intValue();
        }
        return ids;
    }
}
