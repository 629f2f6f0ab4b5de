// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

/** What a style feature is made of. */
public enum GramKind {
    /** Characters in a row, case kept. */
    CHARACTERS,
    /** Words and punctuation marks in a row, in lower case. */
    WORDS,
    /** One word with its capitals. */
    CASED_WORD,
    /** Word classes in a row: function words as they are, others by their ending. */
    TEMPLATE,
    /** Punctuation marks in a row, with roughly how many words stand between them. */
    RHYTHM
}
