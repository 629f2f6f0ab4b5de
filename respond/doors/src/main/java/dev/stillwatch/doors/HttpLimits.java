// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import java.time.Duration;

/**
 * What one caller of an HTTP door may cost.
 *
 * @param bodyBytes longest body, once decompressed
 * @param heldBytes bodies held at once, of all callers together; more are put off
 * @param idle how long a connection may be silent
 */
public record HttpLimits(int bodyBytes, long heldBytes, Duration idle) {
    /** 32 MiB a body, 256 MiB at once, a minute of silence. */
    public static final HttpLimits DEFAULTS = new HttpLimits(32 << 20, 256L << 20, Duration.ofMinutes(1));

    public HttpLimits {
        if (bodyBytes < 1024 || heldBytes < bodyBytes) {
            throw new IllegalArgumentException("bodyBytes must be 1024 or more, heldBytes no less than bodyBytes");
        }
        if (idle.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("idle is " + idle + ", must be a second or more");
        }
    }
}
