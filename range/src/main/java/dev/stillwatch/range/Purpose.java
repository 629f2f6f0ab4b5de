// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/** Why a request was sent. */
public enum Purpose {
    /** A customer wanted to know: everything benign, and what other people ask on a campaign's accounts. */
    ORDINARY,
    /** A campaign wanted the answer as an example. */
    HARVEST,
    /** A campaign wanted the account to look ordinary, and paid for it. */
    DECOY,
    /** A campaign passed on what a customer of its own asked. */
    RESOLD
}
