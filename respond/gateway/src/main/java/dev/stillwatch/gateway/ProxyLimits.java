// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import java.time.Duration;

/**
 * What one client may cost, so that no client can take the service from others.
 *
 * @param requestBytes longest request body; longer ones are refused with 413
 * @param inspectedBytes longest body that is read for detection; longer ones pass, and count without their text
 * @param headerBytes all headers of a request together; more are refused with 431
 * @param answerBytes longest whole answer that a rule changes; longer ones are refused with 502
 * @param eventBytes longest streamed event that a rule changes; a longer one ends the stream
 * @param stall how long a client may take no byte of its answer or give none of its request, or the model server take none of it
 * @param keepAlive how long a connection without a request stays open
 */
public record ProxyLimits(
        int requestBytes,
        int inspectedBytes,
        int headerBytes,
        int answerBytes,
        int eventBytes,
        Duration stall,
        Duration keepAlive) {
    /** 32 MiB bodies, 4 MiB inspected, 16 KiB of headers, a minute without progress. */
    public static final ProxyLimits DEFAULTS = new ProxyLimits(
            32 << 20, 4 << 20, 16 << 10, 32 << 20, 4 << 20, Duration.ofMinutes(1), Duration.ofSeconds(75));

    public ProxyLimits {
        if (requestBytes < 1 || inspectedBytes < 1 || headerBytes < 1024 || answerBytes < 1 || eventBytes < 1) {
            throw new IllegalArgumentException("limits must be 1 byte or more, 1024 for headers");
        }
        if (!stall.isPositive() || !keepAlive.isPositive()) {
            throw new IllegalArgumentException("times must be longer than zero");
        }
    }
}
