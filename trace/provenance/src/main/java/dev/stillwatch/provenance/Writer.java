// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Arrays;
import java.util.List;

/** Whom the shipped style model can tell apart: people, and the model families it was trained on. */
public enum Writer {
    HUMAN("human"),
    GPT_3_5("gpt-3.5"),
    GPT_4("gpt-4"),
    CLAUDE_3("claude-3"),
    GEMINI_1("gemini-1.0");

    private static final List<Writer> MODELS =
            Arrays.stream(values()).filter(Writer::isModel).toList();

    private final String label;

    Writer(String label) {
        this.label = label;
    }

    /** The name that people and files use, such as {@code gpt-4}. */
    public String label() {
        return label;
    }

    /** Whether this is a family of models, not people. */
    public boolean isModel() {
        return this != HUMAN;
    }

    /** The model families, in declaration order. */
    public static List<Writer> models() {
        return MODELS;
    }

    /** Place among {@link #models}; -1 for people. */
    int model() {
        return MODELS.indexOf(this);
    }
}
