// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.Locale;

/** How far what a pack stands for binds anybody. */
public enum PackStatus {
    /** Put forward, not decided. */
    PROPOSED(false),
    /** Decided, not yet binding. */
    ENACTED(false),
    /** Binding. */
    IN_FORCE(true),
    /** Taken back for a time. */
    SUSPENDED(false),
    /** Written law that nobody enforces. */
    NOT_ENFORCED(false),
    /** Advice that the operator follows. */
    GUIDANCE(true),
    /** An undertaking that the operator has given. */
    VOLUNTARY(true),
    /** Over. */
    EXPIRED(false);

    private final boolean applies;

    PackStatus(boolean applies) {
        this.applies = applies;
    }

    /** Whether rules apply under it. */
    public boolean applies() {
        return applies;
    }

    /** The name in packs and output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
