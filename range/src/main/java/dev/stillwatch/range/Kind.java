// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.Locale;

/** What an account really is: the ground truth behind simulated traffic. */
public enum Kind {
    /** Somebody with interests of their own, chatting. */
    PERSON,
    /** A developer's application with one or a few prompts of its own. */
    APPLICATION,
    /** Accounts of one declared customer sharing private templates. */
    ORGANISATION,
    /** Pooled access: many customers' ordinary traffic behind linked accounts. */
    RESELLER,
    /** Students who meet one assignment within hours and have lives of their own. */
    CLASS,
    /** A laboratory repeating the same benchmark items over runs. */
    EVALUATION,
    /** Unrelated people who once paste the same fashionable prompt. */
    VIRAL,
    /** Unrelated users of one agent program with its system prompt and tools. */
    AGENT_FRAMEWORK,
    /** Young accounts with a batch job unlike anything seen before. */
    NEWCOMER,
    /** Many new people of one profession or subject arriving within two days. */
    LAUNCH_WAVE,
    /** An account of a harvesting campaign: the only kind that is not benign. */
    CAMPAIGN;

    /** Whether an alarm on such an account is a false one. */
    public boolean benign() {
        return this != CAMPAIGN;
    }

    /** The name in truth.csv. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of a label in truth.csv.
     *
     * @throws IllegalArgumentException when no kind has this label
     */
    public static Kind ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
