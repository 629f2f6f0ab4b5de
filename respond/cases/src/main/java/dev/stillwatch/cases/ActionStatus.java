// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.Locale;

/** What has become of an action. */
public enum ActionStatus {
    /** Waits for a person to approve it. */
    PROPOSED,
    /** In force, or will be from its start. */
    ACTIVE,
    /** Ran out. */
    EXPIRED,
    /** Taken back. */
    UNDONE;

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
