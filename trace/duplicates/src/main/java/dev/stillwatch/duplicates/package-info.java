// SPDX-License-Identifier: Apache-2.0
/**
 * Finds texts that were there before: near duplicates among texts, rows of known public data sets, and passages of
 * answers that a model owner has served.
 *
 * <p>Every text is read as words, so that spacing, punctuation, case and accents make no difference. From runs of five
 * words a {@link dev.stillwatch.duplicates.Sketcher} makes small sketches that estimate how alike two texts are;
 * {@link dev.stillwatch.duplicates.NearDuplicates} finds alike ones among many. From runs of thirteen words a
 * {@link dev.stillwatch.duplicates.ServedIndexWriter} makes an index of what was served that only its key can read.
 *
 * <p>Whoever checks a suspect's data opens a {@link dev.stillwatch.duplicates.KnownSet} or a
 * {@link dev.stillwatch.duplicates.ServedIndex}, both an {@link dev.stillwatch.duplicates.OverlapIndex}, and asks of each
 * text what {@link dev.stillwatch.duplicates.Overlap} there is. Nothing here keeps, logs or returns text. Files are
 * versioned and checked; one that is damaged or cut off is named and refused.
 */
@NullMarked
package dev.stillwatch.duplicates;

import org.jspecify.annotations.NullMarked;
