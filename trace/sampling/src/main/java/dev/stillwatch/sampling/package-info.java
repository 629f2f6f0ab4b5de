// SPDX-License-Identifier: Apache-2.0
/**
 * Picks a model's next tokens so that they carry a mark, for serving stacks that have no marking sampler of their own.
 *
 * <p>A {@link dev.stillwatch.sampling.SamplingServer} is sent what a model offers and what stands already, looks up which
 * mark the tenant or cohort has ({@link dev.stillwatch.sampling.ServedMarks}), and answers with a token. It keeps nothing
 * of what it is sent. Whoever may call it learns the marks' bits one by one, so only serving stacks may: a secret token
 * lets them in.
 */
@NullMarked
package dev.stillwatch.sampling;

import org.jspecify.annotations.NullMarked;
