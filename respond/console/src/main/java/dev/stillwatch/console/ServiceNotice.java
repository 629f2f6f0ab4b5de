// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that operators were told.
 *
 * @param alarm whether something is wrong
 * @param what safe to show, as text
 */
public record ServiceNotice(Instant at, boolean alarm, String what) {
    public ServiceNotice {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(what, "what is null");
    }
}
