// SPDX-License-Identifier: Apache-2.0
/**
 * Measures what a gateway adds to an exchange with a model server, beside other gateways, in one run.
 *
 * <p>{@link dev.stillwatch.gatewaybench.GatewayBench} starts the contenders, each as a process of its own on a processor
 * of its own, before a {@code MockModelServer} that costs next to nothing, and drives them in turns. Every gateway is
 * asked the same; the requests come from sockets without any HTTP library, so that the measuring costs less than what is
 * measured.
 */
@NullMarked
package dev.stillwatch.gatewaybench;

import org.jspecify.annotations.NullMarked;
