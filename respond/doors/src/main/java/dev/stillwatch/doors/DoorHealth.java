// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether a door works.
 *
 * @param listening whether it takes requests
 * @param trouble why exchanges are not recorded or not looked at just now, in words safe to show; empty when all is well
 */
public record DoorHealth(boolean listening, Optional<String> trouble) {
    public DoorHealth {
        Objects.requireNonNull(trouble, "trouble is null");
    }
}
