// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Collects the members of a row; which of them count is the shape's matter. Not thread-safe. */
final class RowDraft {
    private static final Set<String> TEXTS = Set.of(
            "instruction",
            "input",
            "output",
            "prompt",
            "question",
            "completion",
            "response",
            "answer",
            "text",
            "content",
            "system");
    private static final Set<String> CLAIMS =
            Set.of("model", "model_name", "generator", "teacher", "source", "dataset", "data_source");
    private static final Set<String> DETAILS = Set.of("metadata", "meta");
    private static final int LONGEST_CLAIM = 256;

    private final Shape shape;
    private final Optional<String> sourceField;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Claim> claims = new HashMap<>();
    private Optional<Turns> turns = Optional.empty();
    private Optional<String> source = Optional.empty();

    RowDraft(Shape shape, Optional<String> sourceField) {
        this.shape = shape;
        this.sourceField = sourceField;
    }

    /** The member columns that a row of a table can be made of. */
    static boolean isRead(String column, Optional<String> sourceField) {
        return TEXTS.contains(column)
                || CLAIMS.contains(column)
                || DETAILS.contains(column)
                || isTurns(column)
                || sourceField.filter(column::equals).isPresent();
    }

    private static boolean isTurns(String name) {
        return name.equals("messages") || name.equals("conversations") || name.equals("conversation");
    }

    /** Takes over the members of the object at the parser's token. */
    void object(JsonParser p) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            member(name, p);
        }
    }

    private void member(String name, JsonParser p) {
        if (isTurns(name) && (shape == Shape.MESSAGES || shape == Shape.SHAREGPT)) {
            turns = Turns.read(p);
        } else if (p.currentToken() == JsonToken.VALUE_STRING) {
            if (TEXTS.contains(name) || CLAIMS.contains(name) || isSource(name)) {
                cell(name, p.getString());
            }
        } else if (DETAILS.contains(name) && p.currentToken() == JsonToken.START_OBJECT) {
            details(p);
        } else {
            texts.remove(name);
            claims.remove(name);
            if (isSource(name)) {
                source = p.currentToken().isScalarValue() && p.currentToken() != JsonToken.VALUE_NULL
                        ? Optional.of(p.getString())
                        : Optional.empty();
            }
            p.skipChildren();
        }
    }

    private void details(JsonParser p) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            if (CLAIMS.contains(name)) {
                claim(name, Turns.text(p));
            } else {
                p.skipChildren();
            }
        }
    }

    private boolean isSource(String name) {
        return sourceField.filter(name::equals).isPresent();
    }

    /** Takes over a member that is a string. */
    void cell(String name, String value) {
        if (isSource(name)) {
            source = Optional.of(value);
        }
        if (isTurns(name)) {
            turns = Turns.embedded(value);
        } else if (TEXTS.contains(name)) {
            texts.put(name, value);
        } else if (CLAIMS.contains(name)) {
            claim(name, value);
        }
    }

    private void claim(String name, String value) {
        if (value.isBlank() || value.length() > LONGEST_CLAIM) {
            claims.remove(name);
        } else {
            claims.put(name, new Claim(name, value));
        }
    }

    /** The row these members make. */
    RowOutcome outcome(Place place, Optional<Span> span) {
        List<String> asked = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        switch (shape) {
            case MESSAGES, SHAREGPT ->
                turns.ifPresent(each -> {
                    asked.addAll(each.asked());
                    answered.addAll(each.answered());
                });
            case ALPACA -> {
                first("instruction", "input")
                        .ifPresent(instruction -> asked.add(
                                texts.containsKey("instruction")
                                                && !text("input").isBlank()
                                        ? instruction + "\n" + text("input")
                                        : instruction));
                first("output", "response").ifPresent(answered::add);
            }
            case PROMPT_RESPONSE -> {
                first("prompt", "question").ifPresent(asked::add);
                first("completion", "response", "answer", "output").ifPresent(answered::add);
            }
            case TEXT -> first("text", "content").ifPresent(answered::add);
        }
        if (asked.isEmpty() && answered.isEmpty()) {
            return new RowOutcome.Malformed(
                    place,
                    "holds no text where the shape " + shape.label() + " has it; take the row out, or name the shape");
        }
        return new RowOutcome.Read(new CorpusRecord(
                place,
                span,
                source,
                asked,
                answered,
                shape == Shape.TEXT,
                claims.values().stream()
                        .sorted((a, b) -> a.field().compareTo(b.field()))
                        .toList()));
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }

    private Optional<String> first(String... names) {
        for (String name : names) {
            if (!text(name).isBlank()) {
                return Optional.of(text(name));
            }
        }
        return Optional.empty();
    }
}
