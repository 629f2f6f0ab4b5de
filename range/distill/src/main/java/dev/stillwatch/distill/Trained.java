// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/**
 * What training gave, and what it cost.
 *
 * @param model the trained model
 * @param loss mean loss of the last batch, in nats a trained token
 * @param tokens tokens processed, prompts included and padding not
 * @param operations floating-point operations that these tokens ask for: six for each parameter and token, and those of
 *     attention; a calculation, not a measurement, so that it compares models whatever runs them
 */
public record Trained(Llama model, double loss, long tokens, double operations) {}
