// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.util.Objects;

/**
 * A stretch of a journal that holds no readable record; reading goes on after it.
 *
 * @param at where it begins
 * @param bytes how long it is; 0 when a whole file is gone
 * @param what happened, naming the file, safe to show
 */
public record JournalDamage(JournalPosition at, long bytes, String what) {
    public JournalDamage {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(what, "what is null");
    }
}
