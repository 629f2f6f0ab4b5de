// SPDX-License-Identifier: Apache-2.0
/**
 * Trains what detection ships with: the elicitation model and the public vocabulary.
 *
 * <p>{@link TrainElicitation} reads the templates among this module's resources and permissively licensed public
 * prompts, reports held-out figures and writes the files. Deterministic to the byte: seeded, one thread, StrictMath.
 */
@NullMarked
package dev.stillwatch.elicitation;

import org.jspecify.annotations.NullMarked;
