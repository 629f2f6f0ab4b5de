// SPDX-License-Identifier: Apache-2.0
/**
 * Trains and measures the word vectors that detection ships with.
 *
 * <p>{@link TrainEmbedding} asks a neural sentence model about words and permissively licensed public prompts, and fits
 * word vectors whose mean says nearly the same. Deterministic on one kind of processor: seeded, one thread; the model's
 * own arithmetic may differ in its last digits between processors.
 */
@NullMarked
package dev.stillwatch.embedding;

import org.jspecify.annotations.NullMarked;
