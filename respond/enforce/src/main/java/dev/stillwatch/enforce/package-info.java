// SPDX-License-Identifier: Apache-2.0
/**
 * Carries out countermeasures on single requests and answers, whichever door they come through.
 *
 * <p>{@link dev.stillwatch.enforce.MeasuresInForce} knows what holds for each account; {@link
 * dev.stillwatch.enforce.Guard} says for each request, by its account and the {@link
 * dev.stillwatch.enforce.RequestedModels models} it may reach, whether it is served and what is to be changed; {@link
 * dev.stillwatch.enforce.RequestRewriter}, {@link dev.stillwatch.enforce.AnswerRewriter} and {@link
 * dev.stillwatch.enforce.StreamRewriter} change it. No network and no files: proxy, Envoy and LiteLLM share this code,
 * so that a rule holds on every path or on none.
 */
@NullMarked
package dev.stillwatch.enforce;

import org.jspecify.annotations.NullMarked;
