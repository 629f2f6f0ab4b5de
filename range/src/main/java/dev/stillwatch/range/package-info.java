// SPDX-License-Identifier: Apache-2.0
/**
 * The proving ground: labelled traffic of a simulated population with harvesting campaigns in it, and the score a
 * detector earns on it.
 *
 * <p>A {@link Scenario} holds every knob, {@link ScenarioFactory} names the ready-made ones, {@link TrafficGenerator}
 * streams the exchanges in order of time and {@link TrafficFolder} writes them as log and truth. {@link CorpusMix} makes
 * the same from real corpora. {@link RangeEvaluation} scores an assessment against the truth, {@link AttackSearch} looks
 * for the cheapest way around a detector. Everything is a function of
 * the scenario and a seed: the same pair gives the same bytes on any machine.
 */
@NullMarked
package dev.stillwatch.range;

import org.jspecify.annotations.NullMarked;
