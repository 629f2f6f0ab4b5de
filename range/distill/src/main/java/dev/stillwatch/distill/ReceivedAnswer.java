// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client made of an answer, whole or streamed: the first completion's text, its steps, and its tokens.
 *
 * @param status of HTTP
 * @param reasoning empty text if none came
 * @param content empty text if none came
 * @param tokens with their log-probabilities, in order; empty if none came
 */
record ReceivedAnswer(int status, String reasoning, String content, List<Reply.Token> tokens) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SERVED = 200;

    ReceivedAnswer {
        tokens = List.copyOf(tokens);
    }

    boolean served() {
        return status == SERVED;
    }

    /** Reads a body; one that is no completion is as good as an empty one. */
    static ReceivedAnswer of(int status, boolean stream, byte[] body) {
        StringBuilder reasoning = new StringBuilder();
        StringBuilder content = new StringBuilder();
        List<Reply.Token> tokens = new ArrayList<>();
        String text = new String(body, StandardCharsets.UTF_8);
        List<String> parts = stream
                ? text.lines()
                        .filter(line -> line.startsWith("data: {"))
                        .map(line -> line.substring(6))
                        .toList()
                : List.of(text);
        for (String part : status == SERVED ? parts : List.<String>of()) {
            try {
                JsonNode choice = JSON.readTree(part).path("choices").path(0);
                JsonNode message = choice.path(stream ? "delta" : "message");
                reasoning.append(message.path("reasoning_content").asString(""));
                content.append(message.path("content").asString(""));
                choice.path("logprobs").path("content").forEach(token -> tokens.add(token(token)));
            } catch (JacksonException e) {
                // What cannot be read teaches nothing.
            }
        }
        return new ReceivedAnswer(status, reasoning.toString(), content.toString(), tokens);
    }

    private static Reply.Token token(JsonNode token) {
        List<Reply.Chance> likeliest = new ArrayList<>();
        token.path("top_logprobs")
                .forEach(chance -> likeliest.add(new Reply.Chance(
                        chance.path("token").asString(""),
                        chance.path("logprob").asDouble(0))));
        return new Reply.Token(
                token.path("token").asString(""), token.path("logprob").asDouble(0), likeliest);
    }

    /** Never shows any text. */
    @Override
    public String toString() {
        return "ReceivedAnswer[status=" + status + "]";
    }
}
