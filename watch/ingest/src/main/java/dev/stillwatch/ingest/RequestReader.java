// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import dev.stillwatch.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Collects a request in the shape of any API; a member given twice counts as its last. Not thread-safe.
 *
 * <p>The shape is taken from the members themselves, not from {@code api}: no two APIs give one member two meanings,
 * and logs that mislabel the API still read.
 */
final class RequestReader {
    final ParametersReader parameters = new ParametersReader();
    private final boolean answers;
    private List<Message> system = List.of();
    private List<Message> messages = List.of();
    private List<Message> input = List.of();
    private List<Message> prompt = List.of();
    private List<String> tools = List.of();
    private Optional<String> model = Optional.empty();

    RequestReader() {
        this(true);
    }

    /** A reader that, without {@code answers}, leaves out what neither users nor system prompts say. */
    RequestReader(boolean answers) {
        this.answers = answers;
    }

    /** Takes every member of the object at the parser's current token. */
    void read(JsonParser p) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            accept(name, p);
        }
    }

    /** Takes the member {@code name}, whose value is the parser's current token. */
    void accept(String name, JsonParser p) {
        switch (name) {
            case "messages" -> messages = MessageReader.messages(p, answers);
            case "input" -> input = MessageReader.messages(p, answers);
            case "prompt" -> prompt = MessageReader.messages(p, answers);
            case "system", "instructions" -> system = system(p);
            case "tools", "functions" -> tools = ToolNames.read(p);
            case "model" -> model = Scalars.identifier(p);
            default -> parameters.accept(name, p);
        }
    }

    /** Replaces the messages, for formats that hold them elsewhere. */
    void messages(List<Message> found) {
        messages = found;
    }

    /** Replaces the system prompt, for formats that hold it elsewhere. */
    void system(String text) {
        system = text.isEmpty() ? List.of() : List.of(new Message(Role.SYSTEM, KeptText.of(text)));
    }

    /** Replaces the names of the tools offered. */
    void tools(List<String> names) {
        tools = names;
    }

    /** The model that was asked for. */
    Optional<String> model() {
        return model;
    }

    /** The request as collected so far. */
    Request request() {
        List<Message> said = !messages.isEmpty() ? messages : !input.isEmpty() ? input : prompt;
        if (!system.isEmpty()) {
            List<Message> all = new ArrayList<>(system.size() + said.size());
            all.addAll(system);
            all.addAll(said);
            said = all;
        }
        return new Request(said, parameters.parameters(), tools);
    }

    private static List<Message> system(JsonParser p) {
        ContentReader content = new ContentReader();
        content.read(p);
        String text = content.text();
        return text.isEmpty() ? List.of() : List.of(new Message(Role.SYSTEM, text));
    }
}
