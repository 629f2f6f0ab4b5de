// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes a request in the shape of its API. */
final class RequestJson {
    private RequestJson() {}

    static void write(Api api, Request request, JsonGenerator g) {
        g.writeName("request");
        g.writeStartObject();
        members(api, request, g);
        g.writeEndObject();
    }

    static void members(Api api, Request request, JsonGenerator g) {
        switch (api) {
            case CHAT -> messages("messages", request.messages(), g);
            case MESSAGES -> systemApart("system", "messages", request.messages(), g);
            case RESPONSES -> systemApart("instructions", "input", request.messages(), g);
            case COMPLETIONS -> texts("prompt", request.messages(), g);
            case EMBEDDINGS -> texts("input", request.messages(), g);
        }
        parameters(api, request.parameters(), g);
        tools(api, request.tools(), g);
    }

    /** Anthropic's messages and OpenAI's responses hold the system prompt beside the conversation. */
    private static void systemApart(String system, String rest, List<Message> messages, JsonGenerator g) {
        boolean apart = !messages.isEmpty()
                && messages.getFirst().role() == Role.SYSTEM
                && !messages.getFirst().text().isEmpty();
        if (apart) {
            ExchangeJson.text(g, system, Optional.of(messages.getFirst().text()));
        }
        messages(rest, apart ? messages.subList(1, messages.size()) : messages, g);
    }

    /** Prompts without roles; a conversation that has them keeps them. */
    private static void texts(String name, List<Message> messages, JsonGenerator g) {
        if (!messages.stream().allMatch(m -> m.role() == Role.USER)) {
            messages("messages", messages, g);
        } else if (messages.size() == 1) {
            ExchangeJson.text(g, name, Optional.of(messages.getFirst().text()));
        } else {
            g.writeName(name);
            g.writeStartArray();
            messages.forEach(m -> g.writeString(WellFormed.of(m.text())));
            g.writeEndArray();
        }
    }

    private static void messages(String name, List<Message> messages, JsonGenerator g) {
        g.writeName(name);
        g.writeStartArray();
        for (Message message : messages) {
            g.writeStartObject();
            g.writeStringProperty("role", message.role().name().toLowerCase(Locale.ROOT));
            ExchangeJson.text(g, "content", Optional.of(message.text()));
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private static void parameters(Api api, Parameters parameters, JsonGenerator g) {
        parameters.temperature().ifPresent(value -> g.writeNumberProperty("temperature", value));
        parameters.topP().ifPresent(value -> g.writeNumberProperty("top_p", value));
        ExchangeJson.number(g, "n", parameters.completions());
        ExchangeJson.number(g, api == Api.RESPONSES ? "max_output_tokens" : "max_tokens", parameters.maxTokens());
        if (api == Api.COMPLETIONS
                && parameters.logprobs()
                && parameters.topLogprobs().isPresent()) {
            ExchangeJson.number(g, "logprobs", parameters.topLogprobs());
        } else {
            flag(g, "logprobs", parameters.logprobs());
            ExchangeJson.number(g, "top_logprobs", parameters.topLogprobs());
        }
        ExchangeJson.number(g, "seed", parameters.seed());
        flag(g, "stream", parameters.stream());
        parameters.responseFormat().ifPresent(format -> {
            g.writeName(api == Api.RESPONSES ? "text" : "response_format");
            nested(g, api == Api.RESPONSES ? List.of("format", "type") : List.of("type"), format);
        });
        parameters.reasoningEffort().ifPresent(effort -> {
            g.writeName(api == Api.RESPONSES ? "reasoning" : "reasoning_effort");
            nested(g, api == Api.RESPONSES ? List.of("effort") : List.of(), effort);
        });
    }

    private static void tools(Api api, List<String> tools, JsonGenerator g) {
        if (tools.isEmpty()) {
            return;
        }
        g.writeName("tools");
        g.writeStartArray();
        for (String tool : tools) {
            g.writeStartObject();
            if (api == Api.MESSAGES) {
                ExchangeJson.text(g, "name", Optional.of(tool));
            } else {
                g.writeStringProperty("type", "function");
                g.writeName("function");
                nested(g, List.of("name"), tool);
            }
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    /** A text within objects of one member each. */
    private static void nested(JsonGenerator g, List<String> path, String text) {
        for (String name : path) {
            g.writeStartObject();
            g.writeName(name);
        }
        g.writeString(WellFormed.of(text));
        path.forEach(_ -> g.writeEndObject());
    }

    private static void flag(JsonGenerator g, String name, boolean set) {
        if (set) {
            g.writeBooleanProperty(name, true);
        }
    }
}
