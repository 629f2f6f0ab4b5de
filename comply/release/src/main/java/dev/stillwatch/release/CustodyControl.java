// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** What guards weights where they are going to be. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum CustodyControl {
    /** Encrypted all the way, by modules of FIPS 140 and keys managed as NIST says. */
    END_TO_END_ENCRYPTED,
    /** Opened only in a measured enclave, on both processor and accelerator. */
    CONFIDENTIAL_COMPUTING,
    /** Nobody reaches them alone. */
    DUAL_CONTROL,
    /** The way out carries far less in a day than they are large. */
    EGRESS_LIMIT,
    /** Every access is written down where those who have it cannot change that. */
    ACCESS_LOG,
    /** Everybody with access was screened, and their nationality is known. */
    SCREENED_STAFF;

    /** As files and rules write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
