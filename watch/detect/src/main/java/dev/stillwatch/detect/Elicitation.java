// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Locale;

/** What a prompt can ask for that trains a model. */
public enum Elicitation {
    /** Reasoning written out in full, hidden reasoning revealed, or reasoning reconstructed behind a given answer. */
    CHAIN_OF_THOUGHT,
    /** Rubric scores, preference labels, pairwise verdicts, rewards: what a reward model is trained on. */
    GRADING,
    /** Instructions, questions, dialogues with their answers, as training rows. */
    ROW_GENERATION,
    /** Politically sensitive questions turned into what a censored model may say. */
    SENSITIVE_REWRITE,
    /** Thought, action and observation traces, tool calls with made-up results. */
    TOOL_TRAJECTORY,
    /** Attempts to switch off a model's rules or to print its instructions. */
    JAILBREAK;

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
