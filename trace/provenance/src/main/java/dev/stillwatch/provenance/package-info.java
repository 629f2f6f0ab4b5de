// SPDX-License-Identifier: Apache-2.0
/**
 * Who wrote a text, a person or a family of language models, as far as style can tell.
 *
 * <p>{@link dev.stillwatch.provenance.StyleFeatures} turns a text into hashed n-grams of characters, words, word classes
 * and punctuation. They serve whoever compares styles; they know of no family. {@link
 * dev.stillwatch.provenance.StyleReader} weighs them by the shipped linear model and says whose style a text is in, or that
 * it cannot tell. {@link dev.stillwatch.provenance.IdentityPhrases} finds where a text says itself that a model wrote it.
 * {@link dev.stillwatch.provenance.ShareTally} estimates the share that models wrote of many texts, which is where style is
 * worth most: a single text is never proof.
 *
 * <p>No I/O but the weights that ship in this jar, no clock, and no randomness but what is handed in.
 */
@NullMarked
package dev.stillwatch.provenance;

import org.jspecify.annotations.NullMarked;
