// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the rows of a training data set hold their texts. */
public enum Shape {
    /** {@code messages}: turns with {@code role} and {@code content}, as OpenAI's chat format has them. */
    MESSAGES,
    /** {@code conversations}: turns with {@code from} and {@code value}. */
    SHAREGPT,
    /** {@code instruction}, {@code input} and {@code output}. */
    ALPACA,
    /** {@code prompt} or {@code question} with {@code completion}, {@code response}, {@code answer} or {@code output}. */
    PROMPT_RESPONSE,
    /** {@code text} or {@code content}: a text that nobody was asked for. */
    TEXT;

    /** What it is called in options and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The shape with a label, if there is one. */
    public static Optional<Shape> labelled(String label) {
        for (Shape shape : values()) {
            if (shape.label().equals(label)) {
                return Optional.of(shape);
            }
        }
        return Optional.empty();
    }

    /** The first shape whose members are all among these names. */
    static Optional<Shape> of(Set<String> names) {
        for (Shape shape : values()) {
            if (shape.fits(names)) {
                return Optional.of(shape);
            }
        }
        return Optional.empty();
    }

    private boolean fits(Set<String> names) {
        return switch (this) {
            case MESSAGES -> names.contains("messages");
            case SHAREGPT -> names.contains("conversations") || names.contains("conversation");
            case ALPACA -> names.contains("instruction") && (names.contains("output") || names.contains("response"));
            case PROMPT_RESPONSE ->
                (names.contains("prompt") || names.contains("question"))
                        && (names.contains("completion")
                                || names.contains("response")
                                || names.contains("answer")
                                || names.contains("output"));
            case TEXT -> names.contains("text") || names.contains("content");
        };
    }
}
