// SPDX-License-Identifier: Apache-2.0
/**
 * The vendors' own SDKs, unchanged, through the gateway: what users of the gateway run is what is tested.
 *
 * <p>{@code ModelServer} answers as OpenAI's and Anthropic's APIs do, from recorded-looking answers under {@code
 * resources}; {@code Setting} puts a gateway before it, with an account for each countermeasure. The Java SDKs run in
 * the tests' own process; those for Node.js in {@code npm/}, started by {@code NpmSdkTest}.
 */
@NullMarked
package dev.stillwatch.sdktests;

import org.jspecify.annotations.NullMarked;
