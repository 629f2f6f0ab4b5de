// SPDX-License-Identifier: Apache-2.0
/**
 * Ways in beside the reverse proxy, for those who have a proxy already.
 *
 * <p>{@link dev.stillwatch.doors.EnvoyDoor} is asked by Envoy about each request and answer and can do all that the proxy
 * can; {@link dev.stillwatch.doors.LiteLlmDoor} is asked by LiteLLM and can refuse; {@link
 * dev.stillwatch.doors.OtlpDoor} is told by OpenTelemetry exporters afterwards and can only watch. All of them use the
 * proxy's own rules and the same recorder, so that a measure on an account holds whichever way it comes.
 */
@NullMarked
package dev.stillwatch.doors;

import org.jspecify.annotations.NullMarked;
