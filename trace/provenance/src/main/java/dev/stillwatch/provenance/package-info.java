// SPDX-License-Identifier: Apache-2.0
/**
 * Who wrote a text, a person or a family of language models, as far as style can tell.
 *
 * <p>{@link dev.stillwatch.provenance.StyleFeatures} turns a text into hashed n-grams of characters, words, word classes
 * and punctuation. They serve whoever compares styles; they know of no family.
 *
 * <p>No I/O but the weights that ship in this jar, no clock, and no randomness but what is handed in.
 */
@NullMarked
package dev.stillwatch.provenance;

import org.jspecify.annotations.NullMarked;
