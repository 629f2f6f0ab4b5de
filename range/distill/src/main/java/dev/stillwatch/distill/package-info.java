// SPDX-License-Identifier: Apache-2.0
/**
 * A real teacher and real students: what a copy learns from the answers that it harvested, and what each response of
 * the gateway leaves of that.
 *
 * <p>A {@link dev.stillwatch.distill.Llama} is small enough to be trained on a processor in minutes. {@link
 * dev.stillwatch.distill.Inference} runs it in plain Java, {@link dev.stillwatch.distill.Trainer} trains it with PyTorch.
 */
@NullMarked
package dev.stillwatch.distill;

import org.jspecify.annotations.NullMarked;
