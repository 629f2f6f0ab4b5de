// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replies in the shape of a chat completion, whole or as the events of a stream: the answer as {@code content}, the
 * steps as {@code reasoning_content}, and log-probabilities of every token generated, the steps' among them, as vLLM
 * lists them.
 *
 * @param question what was asked
 * @param replies one for each completion
 * @param promptTokens what the prompt counts for in {@code usage}
 * @param id of the completion
 * @param created seconds since the epoch
 */
record ChatAnswer(ChatQuestion question, List<Reply> replies, int promptTokens, String id, long created) {
    static final String MODEL = "stillwatch-teacher";

    private static final JsonMapper JSON = new JsonMapper();

    ChatAnswer {
        replies = List.copyOf(replies);
    }

    /** The body of an answer that is not streamed, as UTF-8. */
    byte[] whole() {
        ObjectNode completion = head("chat.completion");
        ArrayNode choices = completion.putArray("choices");
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            ObjectNode choice = choices.addObject().put("index", i);
            ObjectNode message = choice.putObject("message").put("role", "assistant");
            message.put("content", reply.answer());
            if (!reply.reasoning().isEmpty()) {
                message.put("reasoning_content", reply.reasoning());
            }
            if (question.logprobs()) {
                tokens(choice, reply.tokens());
            } else {
                choice.putNull("logprobs");
            }
            choice.put("finish_reason", finish(reply));
        }
        completion.set("usage", usage());
        return JSON.writeValueAsBytes(completion);
    }

    /** The data of each event of a stream, without the framing, the end mark left out. */
    List<String> events() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            event(events, i, delta -> delta.put("role", "assistant"), List.of(), "");
            for (int t = 0; t < reply.tokens().size(); t++) {
                Reply.Token token = reply.tokens().get(t);
                String member = t < reply.reasoningTokens() ? "reasoning_content" : "content";
                event(
                        events,
                        i,
                        delta -> {
                            // The marks between the parts are tokens too, and no part of either text.
                            if (!isMark(token.text())) {
                                delta.put(member, token.text());
                            }
                        },
                        question.logprobs() ? List.of(token) : List.of(),
                        "");
            }
            if (reply.tokens().isEmpty()) {
                event(events, i, delta -> delta.put("content", reply.answer()), List.of(), "");
            }
            event(events, i, delta -> {}, List.of(), finish(reply));
        }
        ObjectNode counted = head("chat.completion.chunk");
        counted.putArray("choices");
        counted.set("usage", usage());
        events.add(counted.toString());
        return events;
    }

    private interface Delta {
        void fill(ObjectNode delta);
    }

    private void event(List<String> events, int index, Delta delta, List<Reply.Token> tokens, String finish) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        delta.fill(choice.putObject("delta"));
        if (!tokens.isEmpty()) {
            tokens(choice, tokens);
        }
        if (finish.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finish);
        }
        events.add(chunk.toString());
    }

    private ObjectNode head(String object) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", MODEL);
    }

    private void tokens(ObjectNode choice, List<Reply.Token> tokens) {
        ArrayNode listed = choice.putObject("logprobs").putArray("content");
        for (Reply.Token token : tokens) {
            ArrayNode top = token(listed.addObject(), token.text(), token.logProbability())
                    .putArray("top_logprobs");
            token.likeliest().stream()
                    .limit(question.topLogprobs())
                    .forEach(chance -> token(top.addObject(), chance.text(), chance.logProbability()));
        }
    }

    private static ObjectNode token(ObjectNode node, String text, double logProbability) {
        node.put("token", text).put("logprob", logProbability);
        ArrayNode bytes = node.putArray("bytes");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b & 0xff);
        }
        return node;
    }

    /** Marks have names in angle brackets; every other token that holds a bracket is that character alone. */
    private static boolean isMark(String token) {
        return token.length() > 1 && token.startsWith("<") && token.endsWith(">");
    }

    /** A model that came to no end was stopped by its context. */
    private static String finish(Reply reply) {
        return reply.answer().isEmpty() ? "length" : "stop";
    }

    private ObjectNode usage() {
        int generated = replies.stream().mapToInt(ChatAnswer::length).sum();
        ObjectNode usage = JSON.createObjectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", generated)
                .put("total_tokens", promptTokens + generated);
        usage.putObject("completion_tokens_details")
                .put(
                        "reasoning_tokens",
                        replies.stream().mapToInt(Reply::reasoningTokens).sum());
        return usage;
    }

    /** A reply without tokens was made up: about four characters are one. */
    private static int length(Reply reply) {
        return reply.tokens().isEmpty()
                ? reply.answer().length() / 4 + 1
                : reply.tokens().size();
    }

    /** Never shows any text. */
    @Override
    public String toString() {
        return "ChatAnswer[replies=" + replies.size() + "]";
    }
}
