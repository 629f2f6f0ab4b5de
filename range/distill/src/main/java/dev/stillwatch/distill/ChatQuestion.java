// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request for a chat completion asks of the teacher.
 *
 * @param text of the last message of a user
 * @param characters of all messages
 * @param completions answers wanted, 1 to {@value #MOST_COMPLETIONS}
 * @param temperature 0 to 2
 * @param seed where the client named one
 * @param logprobs whether log-probabilities were asked for
 * @param topLogprobs alternatives to list for each token, 0 to {@value #MOST_ALTERNATIVES}
 */
record ChatQuestion(
        String text,
        int characters,
        int completions,
        double temperature,
        OptionalLong seed,
        boolean logprobs,
        int topLogprobs,
        boolean stream) {
    static final int MOST_COMPLETIONS = 16;
    static final int MOST_ALTERNATIVES = 20;

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads a request's body.
     *
     * @throws StillwatchException saying what is wrong; quotes nothing of the prompt
     */
    static ChatQuestion parse(byte[] body) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new StillwatchException("the body is not JSON; send a chat completion", e);
        }
        JsonNode messages = request.path("messages");
        List<String> texts =
                stream(messages).map(message -> text(message.path("content"))).toList();
        Optional<String> last = stream(messages)
                .filter(message -> message.path("role").asString("").equals("user"))
                .map(message -> text(message.path("content")))
                .reduce((first, second) -> second);
        return new ChatQuestion(
                last.orElseThrow(() -> new StillwatchException("messages holds none of a user; send one")),
                texts.stream().mapToInt(String::length).sum(),
                (int) whole(request, "n", 1, 1, MOST_COMPLETIONS),
                temperature(request.path("temperature")),
                request.path("seed").isIntegralNumber()
                        ? OptionalLong.of(request.path("seed").asLong())
                        : OptionalLong.empty(),
                request.path("logprobs").asBoolean(false),
                (int) whole(request, "top_logprobs", 0, 0, MOST_ALTERNATIVES),
                request.path("stream").asBoolean(false));
    }

    /** A message's content is text, or a list of parts of which some are. */
    private static String text(JsonNode content) {
        return content.isArray()
                ? String.join(
                        "\n",
                        stream(content)
                                .map(part -> part.path("text").asString(""))
                                .toList())
                : content.asString("");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.isArray() ? array.valueStream() : Stream.empty();
    }

    private static long whole(JsonNode request, String name, long usual, long least, long most) {
        JsonNode value = request.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        long number = value.isIntegralNumber() && value.canConvertToLong() ? value.asLong() : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw new StillwatchException(name + " is not a whole number from " + least + " to " + most);
        }
        return number;
    }

    /** As in the API, 1 where nothing is said. */
    private static double temperature(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return 1;
        }
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= 2)) {
            throw new StillwatchException("temperature is not a number from 0 to 2");
        }
        return value.asDouble();
    }

    /** Never shows the prompt. */
    @Override
    public String toString() {
        return "ChatQuestion[characters=" + characters + "]";
    }
}
