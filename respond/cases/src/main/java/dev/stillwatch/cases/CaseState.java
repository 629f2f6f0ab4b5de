// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far the work on a case has come. */
public enum CaseState {
    /** Found, and seen by nobody yet. */
    NEW,
    /** Somebody works on it, or an action was undone or ran out. */
    OPEN,
    /** At least one action is in force, or was when last looked at. */
    ACTED,
    /** Done with; a campaign that comes back opens it again. */
    CLOSED,
    /** Turned out to be part of another case, which carries on. */
    MERGED;

    /** States that may follow this one. */
    public Set<CaseState> next() {
        return switch (this) {
            case NEW -> EnumSet.of(OPEN, ACTED, CLOSED, MERGED);
            case OPEN -> EnumSet.of(ACTED, CLOSED, MERGED);
            case ACTED -> EnumSet.of(OPEN, CLOSED, MERGED);
            case CLOSED -> EnumSet.of(OPEN);
            case MERGED -> EnumSet.noneOf(CaseState.class);
        };
    }

    /** Whether somebody still has work with it. */
    public boolean isOpen() {
        return this == NEW || this == OPEN || this == ACTED;
    }

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
