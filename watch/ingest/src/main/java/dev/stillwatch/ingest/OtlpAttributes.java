// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads OTLP attributes as texts: a scalar as itself, a list or map as the JSON it stands for.
 *
 * <p>The conventions allow messages both as a JSON string and as structured values; this way both read the same.
 */
final class OtlpAttributes {
    private static final JsonFactory JSON = new JsonFactory();

    private OtlpAttributes() {}

    /** Adds the key-value pairs in the array at the parser's current token. */
    static void read(JsonParser p, Map<String, String> attributes) {
        OtlpParser.each(p, q -> {
            Optional<String> key = Optional.empty();
            while (q.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = q.currentName();
                q.nextToken();
                if (name.equals("key")) {
                    key = Scalars.identifier(q);
                } else if (name.equals("value") && key.isPresent()) {
                    Optional<String> value = value(q);
                    if (value.isPresent()) {
                        attributes.put(key.get(), value.get());
                    }
                } else {
                    q.skipChildren();
                }
            }
        });
    }

    /** The text of the AnyValue at the parser's current token. */
    static Optional<String> value(JsonParser p) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            boolean scalar = p.currentToken() == JsonToken.VALUE_STRING || Scalars.isNumber(p.currentToken());
            Optional<String> text = scalar ? Optional.of(p.getString()) : Optional.empty();
            p.skipChildren();
            return text;
        }
        Optional<String> text = Optional.empty();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String kind = p.currentName();
            JsonToken token = p.nextToken();
            switch (kind) {
                case "stringValue", "string_value", "intValue", "int_value", "doubleValue", "double_value" -> {
                    if (token == JsonToken.VALUE_STRING || Scalars.isNumber(token)) {
                        text = Optional.of(p.getString());
                    }
                    p.skipChildren();
                }
                case "boolValue", "bool_value" -> {
                    text = Optional.of(token == JsonToken.VALUE_TRUE ? "true" : "false");
                    p.skipChildren();
                }
                case "arrayValue", "array_value", "kvlistValue", "kvlist_value" -> text = Optional.of(json(kind, p));
                default -> p.skipChildren();
            }
        }
        return text;
    }

    private static String json(String kind, JsonParser p) {
        StringWriter text = new StringWriter();
        try (JsonGenerator g = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            structure(kind, p, g);
        }
        return text.toString();
    }

    private static void structure(String kind, JsonParser p, JsonGenerator g) {
        boolean list = kind.startsWith("array");
        if (list) {
            g.writeStartArray();
        } else {
            g.writeStartObject();
        }
        if (p.currentToken() == JsonToken.START_OBJECT) {
            while (p.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean values = p.currentName().equals("values");
                p.nextToken();
                if (!values) {
                    p.skipChildren();
                } else if (list) {
                    OtlpParser.each(p, q -> anyValue(q, g));
                } else {
                    OtlpParser.each(p, q -> pair(q, g));
                }
            }
        } else {
            p.skipChildren();
        }
        if (list) {
            g.writeEndArray();
        } else {
            g.writeEndObject();
        }
    }

    private static void pair(JsonParser p, JsonGenerator g) {
        boolean named = false;
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            JsonToken token = p.nextToken();
            if (name.equals("key") && token == JsonToken.VALUE_STRING && !named) {
                g.writeName(p.getString());
                named = true;
            } else if (name.equals("value") && token == JsonToken.START_OBJECT && named) {
                anyValue(p, g);
                named = false;
            } else {
                p.skipChildren();
            }
        }
        if (named) {
            g.writeNull();
        }
    }

    private static void anyValue(JsonParser p, JsonGenerator g) {
        boolean written = false;
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String kind = p.currentName();
            JsonToken token = p.nextToken();
            boolean structured = switch (kind) {
                case "arrayValue", "array_value", "kvlistValue", "kvlist_value" -> true;
                default -> false;
            };
            if (written) {
                p.skipChildren();
            } else if (structured) {
                structure(kind, p, g);
                written = true;
            } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                g.writeBoolean(token == JsonToken.VALUE_TRUE);
                written = true;
            } else if (token == JsonToken.VALUE_STRING || Scalars.isNumber(token)) {
                // Numbers read as well from strings, which is how OTLP writes large ones anyway.
                g.writeString(p.getString());
                written = true;
            } else {
                p.skipChildren();
            }
        }
        if (!written) {
            g.writeNull();
        }
    }
}
