// SPDX-License-Identifier: Apache-2.0
/**
 * Trains the style model that ships with {@code dev.stillwatch.provenance}, and measures it.
 *
 * <p>{@link TrainStyle} writes the model and its calibration. {@link MeasureStyle} measures on questions that training did
 * not see. {@link StyleSpeed} measures bytes per second. All read public texts from a folder that is not part of the
 * project. Deterministic to the byte but for the speed: seeded, one thread, StrictMath.
 */
@NullMarked
package dev.stillwatch.provenancebench;

import org.jspecify.annotations.NullMarked;
