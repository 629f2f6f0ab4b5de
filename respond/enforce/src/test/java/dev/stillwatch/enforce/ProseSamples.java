// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Requests for, and answers in, plain English, as the servers of each API send them. */
final class ProseSamples {
    static final String PROMPT = "What is a comet?";
    static final String PROSE = "A comet is a small body of ice and dust that goes around the sun. As it comes near,"
            + " some of the ice turns to gas, and a tail appears.";

    private ProseSamples() {}

    static String json(String text) {
        return Trees.create().put("t", text).get("t").toString();
    }

    /** A request for which {@code extra} are further members, each with a comma after it. */
    static String request(Api api, String prompt, String extra) {
        String said = json(prompt);
        return switch (api) {
            case CHAT ->
                "{" + extra + "\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},"
                        + "{\"role\":\"user\",\"content\":" + said + "}]}";
            case MESSAGES ->
                "{" + extra + "\"model\":\"m\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":" + said + "}]}]}";
            case RESPONSES -> "{" + extra + "\"model\":\"m\",\"input\":" + said + "}";
            case COMPLETIONS -> "{" + extra + "\"model\":\"m\",\"prompt\":" + said + "}";
            case EMBEDDINGS -> "{" + extra + "\"model\":\"m\",\"input\":" + said + "}";
        };
    }

    /** What the API calls the end that a model comes to by itself. */
    static String natural(Api api) {
        return switch (api) {
            case CHAT, COMPLETIONS, EMBEDDINGS -> "stop";
            case MESSAGES -> "end_turn";
            case RESPONSES -> "completed";
        };
    }

    static String answer(Api api, String text, String end) {
        String said = json(text);
        return switch (api) {
            case CHAT ->
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + said
                        + ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"" + end
                        + "\"}],\"usage\":{\"completion_tokens\":33}}";
            case MESSAGES ->
                "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":"
                        + "\"Hm.\",\"signature\":\"c2ln\"},{\"type\":\"text\",\"text\":" + said
                        + "}],\"stop_reason\":\"" + end
                        + "\",\"usage\":{\"output_tokens\":33}}";
            case RESPONSES -> response(said, end);
            case COMPLETIONS -> "{\"choices\":[{\"index\":0,\"text\":" + said + ",\"finish_reason\":\"" + end + "\"}]}";
            case EMBEDDINGS -> "{\"data\":[{\"index\":0,\"embedding\":[0.25]}]}";
        };
    }

    private static String response(String said, String end) {
        return "{\"id\":\"r\",\"object\":\"response\",\"status\":\"" + end + "\",\"output\":[{\"id\":\"rs\",\"type\":"
                + "\"reasoning\",\"summary\":[]}," + item(said) + "],\"usage\":{\"output_tokens\":33}}";
    }

    private static String item(String said) {
        return "{\"id\":\"msg\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":["
                + part(said) + "]}";
    }

    private static String part(String said) {
        return "{\"type\":\"output_text\",\"text\":" + said + ",\"annotations\":[]}";
    }

    /** The same answer in pieces. */
    static String stream(Api api, String text, String end) {
        int half = text.length() / 2;
        String first = json(text.substring(0, half));
        String second = json(text.substring(half));
        return switch (api) {
            case CHAT ->
                untyped(
                        chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                        chunk("{\"content\":" + first + "}", "null"),
                        chunk("{\"content\":" + second + "}", "null"),
                        chunk("{}", "\"" + end + "\""),
                        "{\"id\":\"c\",\"choices\":[],\"usage\":{\"completion_tokens\":33}}");
            case COMPLETIONS ->
                untyped(
                        "{\"choices\":[{\"index\":0,\"text\":" + first + "}]}",
                        "{\"choices\":[{\"index\":0,\"text\":" + second + ",\"finish_reason\":\"" + end + "\"}]}");
            case MESSAGES ->
                typed(
                        "{\"type\":\"message_start\",\"message\":{\"content\":[],\"usage\":{\"output_tokens\":1}}}",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":"
                                + first + "}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":"
                                + second + "}}",
                        "{\"type\":\"content_block_stop\",\"index\":1}",
                        "{\"type\":\"ping\"}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + end
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":33}}",
                        "{\"type\":\"message_stop\"}");
            case RESPONSES -> responseEvents(text, first, second, end);
            case EMBEDDINGS -> "";
        };
    }

    private static String responseEvents(String text, String first, String second, String end) {
        String at = "\"item_id\":\"msg\",\"output_index\":1,\"content_index\":0,";
        String said = json(text);
        return typed(
                "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"status\":\"in_progress\",\"output\":[]}}",
                "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"type\":\"reasoning\"}}",
                "{\"type\":\"response.output_item.done\",\"sequence_number\":2,\"output_index\":0,\"item\":{\"type\":\"reasoning\"}}",
                "{\"type\":\"response.output_item.added\",\"sequence_number\":3,\"output_index\":1,\"item\":{\"type\":\"message\",\"content\":[]}}",
                "{\"type\":\"response.content_part.added\",\"sequence_number\":4," + at + "\"part\":" + part("\"\"")
                        + "}",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":5," + at + "\"delta\":" + first
                        + ",\"logprobs\":[],\"obfuscation\":\"xx\"}",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":6," + at + "\"delta\":" + second
                        + ",\"logprobs\":[],\"obfuscation\":\"x\"}",
                "{\"type\":\"response.output_text.done\",\"sequence_number\":7," + at + "\"text\":" + said + "}",
                "{\"type\":\"response.content_part.done\",\"sequence_number\":8," + at + "\"part\":" + part(said) + "}",
                "{\"type\":\"response.output_item.done\",\"sequence_number\":9,\"output_index\":1,\"item\":"
                        + item(said) + "}",
                "{\"type\":\"response." + end + "\",\"sequence_number\":10,\"response\":" + response(said, end) + "}");
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                + finish + "}],\"usage\":null}";
    }

    static String untyped(String... events) {
        return "data: " + String.join("\n\ndata: ", events) + "\n\ndata: [DONE]\n\n";
    }

    static String typed(String... events) {
        StringBuilder all = new StringBuilder();
        for (String event : events) {
            String type = Trees.text(Trees.object(Samples.bytes(event)).orElseThrow(), "type")
                    .orElseThrow();
            all.append("event: ").append(type).append("\ndata: ").append(event).append("\n\n");
        }
        return all.toString();
    }

    /** The text of a whole answer. */
    static String said(Api api, String answer) {
        ObjectNode tree = Trees.object(Samples.bytes(answer)).orElseThrow();
        return switch (api) {
            case CHAT -> tree.at("/choices/0/message/content").asString();
            case MESSAGES -> tree.at("/content/1/text").asString();
            case RESPONSES -> tree.at("/output/1/content/0/text").asString();
            case COMPLETIONS -> tree.at("/choices/0/text").asString();
            case EMBEDDINGS -> "";
        };
    }

    /** The text that a client puts together from the pieces. */
    static String pieces(Api api, List<ObjectNode> events) {
        StringBuilder all = new StringBuilder();
        for (ObjectNode event : events) {
            all.append(
                    switch (api) {
                        case CHAT -> event.at("/choices/0/delta/content").asString("");
                        case MESSAGES -> event.at("/delta/text").asString("");
                        case RESPONSES -> event.path("delta").asString("");
                        case COMPLETIONS -> event.at("/choices/0/text").asString("");
                        case EMBEDDINGS -> "";
                    });
        }
        return all.toString();
    }
}
