// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A DSSE envelope.
 *
 * @param type of the payload
 * @param payload in Base64
 */
record Envelope(String type, String payload, List<Signed> signatures) {
    private static final JsonFactory JSON = new JsonFactory();

    /** A signature in Base64 and the id of the key that made it. */
    record Signed(String keyId, String signature) {
        byte[] bytes() {
            return Base64.getDecoder().decode(signature);
        }
    }

    byte[] content() {
        return Base64.getDecoder().decode(payload);
    }

    String json() {
        String signed = signatures.stream()
                .map(s -> "{\"keyid\":\"" + s.keyId() + "\",\"sig\":\"" + s.signature() + "\"}")
                .collect(Collectors.joining(","));
        return "{\"payloadType\":\"" + type + "\",\"payload\":\"" + payload + "\",\"signatures\":[" + signed + "]}\n";
    }

    /**
     * Reads an envelope; members it does not know are passed over, as DSSE demands.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Envelope read(byte[] json) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            require(in.nextToken() == JsonToken.START_OBJECT);
            Optional<String> type = Optional.empty();
            Optional<String> payload = Optional.empty();
            List<Signed> signatures = new ArrayList<>();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = in.currentName();
                in.nextToken();
                switch (member) {
                    case "payloadType" -> type = Optional.of(text(in));
                    case "payload" -> payload = Optional.of(base64(in));
                    case "signatures" -> signatures.addAll(signatures(in));
                    default -> in.skipChildren();
                }
            }
            require(in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null);
            return new Envelope(
                    type.orElseThrow(IllegalArgumentException::new),
                    payload.orElseThrow(IllegalArgumentException::new),
                    List.copyOf(signatures));
        }
    }

    private static List<Signed> signatures(JsonParser in) {
        require(in.currentToken() == JsonToken.START_ARRAY);
        List<Signed> signatures = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            String keyId = "";
            String signature = "";
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = in.currentName();
                in.nextToken();
                switch (member) {
                    case "keyid" -> keyId = text(in);
                    case "sig" -> signature = base64(in);
                    default -> in.skipChildren();
                }
            }
            require(in.currentToken() == JsonToken.END_OBJECT);
            signatures.add(new Signed(keyId, signature));
        }
        require(in.currentToken() == JsonToken.END_ARRAY);
        return signatures;
    }

    private static String text(JsonParser in) {
        require(in.currentToken() == JsonToken.VALUE_STRING);
        return in.getString();
    }

    /** Text that is Base64, so that decoding it later cannot fail. */
    private static String base64(JsonParser in) {
        String text = text(in);
        require(Base64.getDecoder().decode(text).length > 0);
        return text;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not a DSSE envelope");
        }
    }
}
