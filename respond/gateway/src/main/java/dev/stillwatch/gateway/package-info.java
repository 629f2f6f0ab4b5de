// SPDX-License-Identifier: Apache-2.0
/**
 * A reverse proxy for OpenAI- and Anthropic-style APIs that watches every exchange and carries out what was decided.
 *
 * <p>A request comes in through {@link dev.stillwatch.gateway.GatewayServer}, its account is established from what the
 * client can prove, the {@link dev.stillwatch.enforce.Guard} admits or refuses it, and {@code ProxiedExchange} passes
 * it on and its answer back, chunk by chunk. What is seen goes to an {@link dev.stillwatch.gateway.ExchangeRecorder} as
 * hashes and counts before the client has the last byte of its answer, so that no answered exchange is lost.
 */
@NullMarked
package dev.stillwatch.gateway;

import org.jspecify.annotations.NullMarked;
