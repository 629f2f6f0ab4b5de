// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** What in a stated use, or in how it is stated, must be looked into. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum EndUseFlag {
    /** Chemical, biological, nuclear or missile use: 15 CFR 744.2 to 744.4. */
    WEAPONS,
    /** Military end use or end user: 15 CFR 744.21. */
    MILITARY,
    /** Military intelligence: 15 CFR 744.22. */
    INTELLIGENCE,
    /** Supercomputers and chips for them: 15 CFR 744.23. */
    SUPERCOMPUTER,
    /** Watching people at large. */
    SURVEILLANCE,
    /** Training models for somebody else than the recipient. */
    TRAINING_FOR_OTHERS,
    /** Passing on what is received. */
    RESALE,
    /** Questions on use, place or owners were not answered. */
    EVASIVE_ANSWERS,
    /** Place, payment or intermediary does not fit the use. */
    UNUSUAL_ROUTE;

    /** As files and rules write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
