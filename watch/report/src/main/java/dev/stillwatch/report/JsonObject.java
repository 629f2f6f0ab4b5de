// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of one JSON object that Stillwatch wrote: one account, one campaign, one decision. Immutable.
 *
 * <p>Every getter throws {@link IllegalArgumentException} naming the member that is missing or of another type; whoever
 * reads a file adds file and line.
 */
public final class JsonObject {
    private final Map<String, Object> members;

    private JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads a text that is one object.
     *
     * @throws IllegalArgumentException if it is anything else; the message quotes nothing of it
     */
    public static JsonObject parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser in = Json.parser(bytes, bytes.length)) {
            require(in.nextToken() == JsonToken.START_OBJECT, "the text is not a JSON object");
            JsonObject object = read(in);
            require(in.nextToken() == null, "something follows the object");
            return object;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the text is not JSON");
        }
    }

    /** Reads the object whose opening brace is the parser's current token. */
    static JsonObject read(JsonParser in) {
        Map<String, Object> members = new LinkedHashMap<>();
        readMembers(in, members);
        return new JsonObject(members);
    }

    /** Reads the rest of an object whose first member, a string, is read already. */
    static JsonObject readRest(String firstName, String firstValue, JsonParser in) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(firstName, firstValue);
        readMembers(in, members);
        return new JsonObject(members);
    }

    private static void readMembers(JsonParser in, Map<String, Object> members) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            members.put(name, value(in));
        }
        require(in.currentToken() == JsonToken.END_OBJECT, "the object is cut off");
    }

    private static Object value(JsonParser in) {
        JsonToken token = in.currentToken();
        require(token != null, "the value is cut off");
        return switch (token) {
            case START_OBJECT -> read(in);
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(in));
                }
                yield values;
            }
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IllegalArgumentException("a value is neither text, number, truth, list nor object");
        };
    }

    public String text(String name) {
        return member(name, String.class);
    }

    /** Text, where an empty one stands for none. */
    public Optional<String> optionalText(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public long whole(String name) {
        return member(name, Long.class);
    }

    public boolean truth(String name) {
        return member(name, Boolean.class);
    }

    public double number(String name) {
        return member(name, Number.class).doubleValue();
    }

    public Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("member " + name + " is not a time", e);
        }
    }

    public JsonObject object(String name) {
        return member(name, JsonObject.class);
    }

    public <T> List<T> list(String name, Class<T> type) {
        List<T> values = new ArrayList<>();
        for (Object value : member(name, List.class)) {
            require(type.isInstance(value), "member " + name + " holds something else than it should");
            values.add(type.cast(value));
        }
        return values;
    }

    private <T> T member(String name, Class<T> type) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "member " + name + (value == null ? " is missing" : " is not of the right type"));
        }
        return type.cast(value);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
