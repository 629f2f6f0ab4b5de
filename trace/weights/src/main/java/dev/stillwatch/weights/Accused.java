// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

/**
 * A recipient whose copy the leaked one was, or was made with.
 *
 * @param recipient as it was given
 * @param decoding by which it stands out most clearly
 * @param deviations standard deviations above what an innocent scores on average
 * @param threshold deviations from which it is accused
 * @param log10Chance bound on the logarithm to base 10 of the chance that any innocent of all recipients scores as much by
 *     any decoding; at most 0
 */
public record Accused(String recipient, Decoding decoding, double deviations, double threshold, double log10Chance) {}
