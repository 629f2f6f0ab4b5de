// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Locale;

/** What a recipient may do, beyond who may be told. */
public enum Handling {
    /** Look for it, and look closer where it fits; act on nobody because of it. */
    INVESTIGATE,
    /** As above, and it may count as one hint among one's own evidence. */
    CORROBORATE;

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
