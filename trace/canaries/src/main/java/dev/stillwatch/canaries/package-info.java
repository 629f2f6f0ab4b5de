// SPDX-License-Identifier: Apache-2.0
/**
 * Canaries: wordings that a secret key chooses for the answers to one campaign, to be looked for in a suspect model.
 *
 * <p>While a measure says so, answers to a campaign's accounts end with a harmless sentence ({@link
 * dev.stillwatch.canaries.Wordings}). Which of the equally plausible sentences it is depends on the {@link
 * dev.stillwatch.canaries.Occasion} of the request, something a model can tell from the prompt, and is drawn from a key by
 * {@link dev.stillwatch.canaries.CanaryKeys} for each {@link dev.stillwatch.canaries.Cohort}. A model that is trained on
 * such answers picks up the habit. Asked {@link dev.stillwatch.canaries.Probes}, it shows it: {@link
 * dev.stillwatch.canaries.Sightings} counts what its answers end with, and {@link dev.stillwatch.canaries.CanaryTest} says
 * how likely a model that never saw them would agree as often.
 *
 * <p>No network, no clock and no randomness but that of new keys; files are keys and {@link
 * dev.stillwatch.canaries.PlantedRecord records of what was planted}.
 */
@NullMarked
package dev.stillwatch.canaries;

import org.jspecify.annotations.NullMarked;
