// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sdktests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Picks the answer to a request from the files under {@code resources}, as the vendors' models would behave. */
final class Answers {
    private static final String LAST_CHUNK_WITH_USAGE = "\"choices\":[]";

    private static final String MORE = " and keeps the spirit. It is used for the making of brandy, and for the oils"
            + " that are in the leaves of a plant, with a fire under it.";

    /** What the model {@code m-prose} says: enough of it to be prose. */
    static final String PROSE = "A still boils wine" + MORE;

    private Answers() {}

    /** The body of an answer, and whether it is a stream of events. */
    record Answer(String body, boolean streamed) {}

    static Answer to(String path, JsonNode request) {
        return switch (path) {
            case "/v1/models" -> new Answer(file("models.json"), false);
            case "/v1/messages/count_tokens" -> new Answer("{\"input_tokens\":19}", false);
            case "/v1/embeddings" ->
                fill(
                        "embeddings/"
                                + (request.path("encoding_format")
                                                .asString("float")
                                                .equals("base64")
                                        ? "base64"
                                        : "plain"),
                        request,
                        false);
            default -> inference(path.substring(path.indexOf('/', 1) + 1).replace("/completions", ""), request);
        };
    }

    private static Answer inference(String api, JsonNode request) {
        boolean streamed = request.path("stream").asBoolean(false);
        String kind;
        if (toolResult(request).isPresent()) {
            kind = "after-tool";
        } else if (request.path("tools").size() > 0) {
            kind = "tool";
        } else {
            kind = request.path("model").asString("").equals("m-leaky") ? "leaky" : "plain";
        }
        Answer answer = fill(api + "/" + kind, request, streamed);
        if (request.path("model").asString("").equals("m-prose")) {
            answer = new Answer(
                    answer.body()
                            .replace(" and keeps the spirit.", MORE)
                            .replace(" N\u00e4ive, isn't it? \u84b8\u7559", ""),
                    streamed);
        }
        return api.equals("chat")
                        && streamed
                        && !request.path("stream_options").path("include_usage").asBoolean(false)
                ? new Answer(withoutUsage(answer.body()), true)
                : answer;
    }

    private static String withoutUsage(String events) {
        StringBuilder kept = new StringBuilder();
        for (String event : events.split("(?<=\n\n)")) {
            if (!event.contains(LAST_CHUNK_WITH_USAGE)) {
                kept.append(event);
            }
        }
        return kept.toString();
    }

    private static Answer fill(String name, JsonNode request, boolean streamed) {
        String body = file(name + (streamed ? ".events" : ".json"))
                .replace("{{model}}", request.path("model").asString(""))
                .replace("{{result}}", toolResult(request).orElse(""));
        return new Answer(body, streamed);
    }

    /** What the client's tool said, in the shape of any of the APIs. */
    private static Optional<String> toolResult(JsonNode request) {
        for (JsonNode message : request.path("messages")) {
            if (message.path("role").asString("").equals("tool")) {
                return Optional.of(text(message.path("content")));
            }
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asString("").equals("tool_result")) {
                    return Optional.of(text(block.path("content")));
                }
            }
        }
        for (JsonNode item : request.path("input")) {
            if (item.path("type").asString("").equals("function_call_output")) {
                return Optional.of(text(item.path("output")));
            }
        }
        return Optional.empty();
    }

    private static String text(JsonNode content) {
        return content.isString()
                ? content.stringValue()
                : content.path(0).path("text").asString("");
    }

    static String file(String name) {
        try (InputStream in = Answers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no answer is called " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
