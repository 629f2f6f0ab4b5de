// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Locale;

/** What an account or campaign was found to be; every kind of legitimate look-alike has a verdict of its own. */
public enum Verdict {
    /** Nothing speaks for distillation, and there was enough to see. */
    CLEAR,
    /** Too little was seen to say anything; never to be read as clear. */
    INSUFFICIENT,
    /** Shared behaviour explained by one declared customer. */
    ORGANISATION,
    /** Pooled access: many customers' ordinary traffic behind linked accounts. */
    RESELLER,
    /** The same items asked again and again: a measurement, not a harvest. */
    EVALUATION,
    /** Harvesting of a model's answers by accounts acting as one. */
    DISTILLATION;

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
