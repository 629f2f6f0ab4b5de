// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object that a program sent, member by member. Objections name the member and what it must be, and quote
 * nothing of what was sent.
 */
final class ProgramBody {
    /** Longest reason, note or name, in characters. */
    static final int LONGEST_TEXT = 2_000;

    private static final int DEEPEST = 16;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode members;

    private ProgramBody(ObjectNode members) {
        this.members = members;
    }

    /**
     * Reads what was sent; an empty body is an object without members.
     *
     * @param known the members it may have
     */
    static ProgramBody of(Visit visit, String... known) {
        if (visit.body().isBlank()) {
            return new ProgramBody(JSON.createObjectNode());
        }
        JsonNode sent;
        try {
            sent = JSON.readTree(visit.body());
        } catch (JacksonException e) {
            throw Objection.wrong(
                    "The body is not JSON, or nested too deep, or names a member twice. Send one object.");
        }
        return of(sent, "The body", known);
    }

    private static ProgramBody of(JsonNode sent, String what, String... known) {
        if (!(sent instanceof ObjectNode object)) {
            throw Objection.wrong(what + " is not a JSON object; send one in braces.");
        }
        Nearest.only("member", object.propertyNames(), Set.of(known));
        return new ProgramBody(object);
    }

    boolean has(String name) {
        return members.has(name);
    }

    /** A member that is an object with members of its own. */
    ProgramBody object(String name, String... known) {
        return of(members.path(name), "Member " + name, known);
    }

    /** A member that must be there and say something. */
    String text(String name) {
        return text(name, LONGEST_TEXT);
    }

    /** The same of something longer than people write, such as a file. */
    String text(String name, int longest) {
        return said(name, longest)
                .orElseThrow(() -> Objection.wrong("Member " + name + " is missing or blank; send it as text."));
    }

    Optional<String> optionalText(String name) {
        return said(name, LONGEST_TEXT);
    }

    private Optional<String> said(String name, int longest) {
        JsonNode value = members.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw Objection.wrong("Member " + name + " is not text.");
        }
        String text = value.asString().strip();
        if (text.length() > longest) {
            throw Objection.wrong("Member " + name + " is longer than " + longest + " characters; shorten it.");
        }
        return Optional.of(text).filter(said -> !said.isEmpty());
    }

    List<String> texts(String name) {
        JsonNode value = members.path(name);
        if (!value.isArray() || value.isEmpty() || !value.valueStream().allMatch(JsonNode::isString)) {
            throw Objection.wrong("Member " + name + " is not a list of texts with one or more.");
        }
        return value.valueStream().map(JsonNode::asString).toList();
    }

    boolean flag(String name) {
        JsonNode value = members.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw Objection.wrong("Member " + name + " is neither true nor false.");
        }
        return value.asBoolean(false);
    }

    OptionalLong whole(String name, long least, long most) {
        JsonNode value = members.path(name);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            throw Objection.wrong("Member " + name + " is not a whole number from " + least + " to " + most + ".");
        }
        return OptionalLong.of(value.asLong());
    }

    Optional<Double> number(String name, double least, double most) {
        JsonNode value = members.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
            throw Objection.wrong("Member " + name + " is not a number from " + least + " to " + most + ".");
        }
        return Optional.of(value.asDouble());
    }
}
