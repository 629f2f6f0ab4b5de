// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Objects;

/**
 * A place where a text says of itself that a model wrote it.
 *
 * @param maker who makes the model, or {@link Maker#UNNAMED}
 * @param offset index of the last character of the phrase, from 0
 * @param phrase the phrase of the committed list; never other words of the text
 */
public record SelfDisclosure(Maker maker, Kind kind, int offset, String phrase) {
    /** Who makes a model. */
    public enum Maker {
        OPENAI,
        ANTHROPIC,
        GOOGLE,
        DEEPSEEK,
        META,
        MISTRAL,
        ALIBABA,
        XAI,
        /** The phrase names nobody. */
        UNNAMED
    }

    /** What is disclosed. */
    public enum Kind {
        /** It says that it is a model. */
        IDENTITY,
        /** It refuses in a way only models do. */
        REFUSAL
    }

    public SelfDisclosure {
        Objects.requireNonNull(maker, "maker is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(phrase, "phrase is null");
    }
}
