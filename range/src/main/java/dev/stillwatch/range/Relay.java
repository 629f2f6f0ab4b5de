// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/** What the software between a campaign and the API shows of itself. */
public enum Relay {
    /** No relay: accounts that leak show the campaign's client, the others ordinary ones. */
    NONE,
    /** Every account shows the user agent and TLS fingerprint of one relay. */
    OWN,
    /** The relay shows an ordinary client's user agent and the fingerprint that belongs to it, one for each account. */
    REWRITTEN
}
