// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what was said in a span: in attributes, in events, as JSON or as plain text, or nowhere. Of several places that
 * hold messages the newest convention's counts. Thread-safe.
 */
final class OtlpContent {
    private final Json json;

    OtlpContent(Json json) {
        this.json = json;
    }

    void read(OtlpSpan span, NamedTexts attributes, ExchangeDraft draft) {
        attributes.first("gen_ai.system_instructions").ifPresent(text -> draft.request.system(text(text)));
        draft.request.messages(messages(span, attributes));
        draft.request.tools(tools(attributes));
        attributes
                .first("gen_ai.response.finish_reasons", "gen_ai.response.finish_reason")
                .ifPresent(text -> finishReason(text, draft.response));
        answer(span, attributes, draft.response);
    }

    private List<Message> messages(OtlpSpan span, NamedTexts attributes) {
        Optional<String> whole = attributes.first("gen_ai.input.messages", "gen_ai.request.messages");
        if (whole.isPresent()) {
            return messages(whole.get());
        }
        List<Message> single = new ArrayList<>();
        for (OtlpSpan.Event event : span.events()) {
            roleOf(event.name()).ifPresent(role -> single.add(message(role, new NamedTexts(event.attributes()))));
        }
        if (!single.isEmpty()) {
            return single;
        }
        return attributes
                .first("gen_ai.prompt", "llm.prompts")
                .map(this::messages)
                .orElseGet(() -> indexed(attributes, "gen_ai.prompt."));
    }

    private static Optional<Role> roleOf(String event) {
        return switch (event) {
            case "gen_ai.user.message" -> Optional.of(Role.USER);
            case "gen_ai.system.message" -> Optional.of(Role.SYSTEM);
            case "gen_ai.assistant.message" -> Optional.of(Role.ASSISTANT);
            case "gen_ai.tool.message" -> Optional.of(Role.TOOL);
            default -> Optional.empty();
        };
    }

    /** A message that is an event; Azure's instrumentation puts it into one attribute as JSON. */
    private Message message(Role role, NamedTexts event) {
        String body =
                event.first("gen_ai.event.content", "content", "gen_ai.prompt").orElse("");
        if (Json.startsWith(body, '{')) {
            List<Message> found = messages(body);
            if (!found.isEmpty()) {
                Message first = found.getFirst();
                return first.role() == Role.OTHER ? new Message(role, first.text()) : first;
            }
        }
        return new Message(role, text(body));
    }

    /** OpenLLMetry's form: one attribute for each member of each message. */
    private List<Message> indexed(NamedTexts attributes, String prefix) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; ; i++) {
            Optional<String> role = attributes.first(prefix + i + ".role");
            Optional<String> content = attributes.first(prefix + i + ".content");
            if (role.isEmpty() && content.isEmpty()) {
                return messages;
            }
            messages.add(new Message(role.map(MessageReader::role).orElse(Role.USER), text(content.orElse(""))));
        }
    }

    /** Messages as JSON, or a plain prompt. */
    private List<Message> messages(String text) {
        if (!Json.startsWith(text, '[') && !Json.startsWith(text, '{')) {
            return List.of(new Message(Role.USER, KeptText.of(text)));
        }
        List<Message> messages = new ArrayList<>();
        json.embedded(CutJson.closed(text), p -> MessageReader.messages(p, messages));
        boolean said = messages.stream()
                .anyMatch(m -> m.role() != Role.OTHER || !m.text().isEmpty());
        // What is JSON but holds no message is a prompt that happens to be JSON.
        return said || isNothing(text) ? messages : List.of(new Message(Role.USER, KeptText.of(text)));
    }

    private static boolean isNothing(String text) {
        String bare = text.strip();
        return bare.equals("[]") || bare.equals("{}");
    }

    /** The text of a content, which may be parts written as JSON. */
    private String text(String text) {
        if (Json.startsWith(text, '[') && text.contains("\"type\"")) {
            ContentReader content = new ContentReader();
            json.embedded(CutJson.closed(text), content::read);
            return content.isToolResult() ? content.toolResult() : content.text();
        }
        return KeptText.of(text);
    }

    private List<String> tools(NamedTexts attributes) {
        List<String> names = new ArrayList<>();
        attributes
                .first("gen_ai.tool.definitions", "gen_ai.request.tools")
                .ifPresent(text -> json.embedded(text, p -> names.addAll(ToolNames.read(p))));
        for (int i = 0; names.size() == i; i++) {
            attributes.identifier("llm.request.functions." + i + ".name").ifPresent(names::add);
        }
        return names;
    }

    private void finishReason(String text, ResponseReader response) {
        if (Json.startsWith(text, '[')) {
            json.embedded(text, p -> {
                p.nextToken();
                Scalars.identifier(p).ifPresent(response::finishReason);
            });
        } else if (text.length() <= Scalars.MAX_IDENTIFIER) {
            response.finishReason(text);
        }
    }

    private void answer(OtlpSpan span, NamedTexts attributes, ResponseReader response) {
        Optional<String> whole = attributes.first("gen_ai.output.messages", "gen_ai.completion");
        if (whole.isPresent()) {
            choice(whole.get(), response);
            return;
        }
        for (OtlpSpan.Event event : span.events()) {
            if (event.name().equals("gen_ai.choice")) {
                NamedTexts choice = new NamedTexts(event.attributes());
                choice.identifier("finish_reason").ifPresent(response::finishReason);
                choice.first("gen_ai.event.content", "message").ifPresent(text -> choice(text, response));
                choice.first("content").ifPresent(text -> response.content(text(text)));
                return;
            }
        }
        indexedAnswer(attributes, response);
    }

    /** An answer as JSON (one, or several of which the first counts), or its plain text. */
    private void choice(String text, ResponseReader response) {
        if (isNothing(text)) {
            return;
        }
        ResponseReader trial = new ResponseReader();
        structured(text, trial);
        if (trial.isSilent()) {
            // Plain text, or an answer that is JSON itself.
            response.content(text);
        } else {
            structured(text, response);
        }
    }

    private void structured(String text, ResponseReader response) {
        if (Json.startsWith(text, '[')) {
            json.embedded(CutJson.closed(text), response::first);
        } else if (Json.startsWith(text, '{')) {
            json.embedded(CutJson.closed(text), response::read);
        }
    }

    private void indexedAnswer(NamedTexts attributes, ResponseReader response) {
        String prefix = "gen_ai.completion.0.";
        attributes.first(prefix + "content").ifPresent(text -> response.content(text(text)));
        attributes.identifier(prefix + "finish_reason").ifPresent(response::finishReason);
        int calls = 0;
        while (attributes.first(prefix + "tool_calls." + calls + ".name").isPresent()) {
            calls++;
        }
        if (calls > 0) {
            response.toolCalls(calls);
        }
    }
}
