// SPDX-License-Identifier: Apache-2.0
/**
 * Output watermarks: what a key leaves in the choice of tokens, and how sure one can be that it is there.
 *
 * <p>Every scheme that is in use scores one token from a key and the few tokens before it. {@link
 * dev.stillwatch.marks.KeyedScores} is that score, {@link dev.stillwatch.marks.ScoreLaw} how it is distributed in text
 * that was written without the key. All else, exact tests, decoy keys and the search for a mark in a model that was
 * trained on marked text, is the same for all schemes and knows no more of them than these two.
 *
 * <p>No I/O, no clock, and no randomness but what is handed in.
 */
@NullMarked
package dev.stillwatch.marks;

import org.jspecify.annotations.NullMarked;
