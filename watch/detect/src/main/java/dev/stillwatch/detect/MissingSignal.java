// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Objects;

/**
 * Evidence that could not be had.
 *
 * @param channel kind of evidence that is weaker or absent for it
 * @param reason what the logs did not hold, and what that turns off
 */
public record MissingSignal(Channel channel, String reason) {
    public MissingSignal {
        Objects.requireNonNull(channel, "channel is null");
        Objects.requireNonNull(reason, "reason is null");
    }
}
