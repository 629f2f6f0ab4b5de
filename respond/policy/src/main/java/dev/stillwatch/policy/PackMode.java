// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.Locale;

/** What becomes of a rule that matches; the operator's choice. */
public enum PackMode {
    /** It is written down. */
    ASSESS,
    /** It is shown to a person. */
    WARN,
    /** It is carried out. */
    ENFORCE;

    /** The name in packs and output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
