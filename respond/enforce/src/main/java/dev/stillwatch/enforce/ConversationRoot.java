// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells conversations apart without keeping any: by what the user said first, which clients send anew with every turn,
 * or by the conversation's id where the API has one.
 */
final class ConversationRoot {
    private ConversationRoot() {}

    static String of(Api api, ObjectNode request) {
        Optional<String> named = named(request.get("conversation"));
        if (named.isPresent()) {
            return "id:" + named.get();
        }
        JsonNode turns = api == Api.RESPONSES ? request.get("input") : request.get("messages");
        StringBuilder said = new StringBuilder();
        firstOfUser(turns, said);
        return "said:" + sha256(said.toString());
    }

    private static Optional<String> named(JsonNode conversation) {
        if (conversation == null) {
            return Optional.empty();
        }
        return conversation.isString() ? Optional.of(conversation.stringValue()) : Trees.text(conversation, "id");
    }

    private static void firstOfUser(JsonNode turns, StringBuilder said) {
        if (turns == null) {
            return;
        }
        if (turns.isString()) {
            said.append(turns.stringValue());
            return;
        }
        for (JsonNode turn : turns) {
            if (Trees.text(turn, "role").filter("user"::equals).isPresent()) {
                texts(turn.get("content"), said);
                return;
            }
        }
    }

    /* Only texts: clients move cache markers and re-encode images from turn to turn. */
    private static void texts(JsonNode content, StringBuilder said) {
        if (content == null) {
            return;
        }
        if (content.isString()) {
            said.append(content.stringValue());
            return;
        }
        for (JsonNode part : content) {
            Trees.text(part, "text").ifPresent(said::append);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
