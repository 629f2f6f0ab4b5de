// SPDX-License-Identifier: Apache-2.0
/**
 * Was a model trained on marked text?
 *
 * <p>A model that learns from marked text learns a little of the mark: after the same few tokens it prefers, by a trace,
 * the tokens that the key preferred. {@link dev.stillwatch.radioactivity.ClosedModelReading} gathers what a suspect wrote,
 * {@link dev.stillwatch.radioactivity.OpenModelReading} what it would have written, both beside what a {@link
 * dev.stillwatch.radioactivity.Reference} expected who knows no key. {@link dev.stillwatch.radioactivity.WeighedPairs}
 * turns that into one fixed weight for each distinct pair of window and token, and {@link
 * dev.stillwatch.radioactivity.RadioactivityTest} adds up the key's scores with these weights.
 *
 * <p>The weights never see the key. If the suspect has not seen it either, the scores of distinct pairs are independent
 * draws of a known law, whatever the weights are: the tail of their sum has a rigorous bound, and a bad reference costs
 * power but never an innocent.
 *
 * <p>No I/O, no clock, and no randomness but what is handed in.
 */
@NullMarked
package dev.stillwatch.radioactivity;

import org.jspecify.annotations.NullMarked;
