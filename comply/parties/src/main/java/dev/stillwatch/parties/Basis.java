// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** How a fact came to be known, the weakest first. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum Basis {
    /** The party says so. */
    SELF_DECLARED,
    /** Seen in traffic, such as the address that an account is used from. */
    OBSERVED,
    /** Somebody else who deals with the party says so: a reseller, a bank, a data provider. */
    THIRD_PARTY,
    /** Came with a payment that went through. */
    PAYMENT,
    /** Read in a document of the party's: a passport, a certificate of incorporation. */
    DOCUMENT,
    /** Read in a public register. */
    REGISTER;

    /** Whether somebody other than the party stands for it. */
    public boolean verified() {
        return switch (this) {
            case SELF_DECLARED, OBSERVED -> false;
            case THIRD_PARTY, PAYMENT, DOCUMENT, REGISTER -> true;
        };
    }

    /** As commands and files write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
