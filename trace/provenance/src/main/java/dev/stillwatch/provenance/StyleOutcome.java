// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

/**
 * Whose style one text is in, or that it cannot be told. Never proof: a person may write like a model, and a model family
 * that is not among {@link Writer} resembles one that is.
 */
public sealed interface StyleOutcome {
    /**
     * The style of one writer, beyond the thresholds of {@link StyleCalibration}.
     *
     * @param probability of this writer among those of {@link Writer}, 0 to 1
     */
    record Attributed(Writer writer, double probability) implements StyleOutcome {}

    /**
     * The style of a model, but not clearly of which family.
     *
     * @param likeliest the family it resembles most
     * @param probability of that family, 0 to 1
     */
    record SomeModel(Writer likeliest, double probability) implements StyleOutcome {}

    /** No statement, and why. */
    record CannotTell(Doubt doubt) implements StyleOutcome {}

    /** Why nothing is said of a text. */
    enum Doubt {
        /** Fewer words than the thresholds were measured on. */
        TOO_SHORT,
        /** Not English prose: another language, code, a list or a table. */
        NOT_ENGLISH_PROSE,
        /** People and models both write like this. */
        UNDECIDED
    }
}
