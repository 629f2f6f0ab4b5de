// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/**
 * A network somebody connects from.
 *
 * @param asn autonomous system, from the private-use range
 * @param country ISO 3166-1 alpha-2 code
 * @param zoneHours offset of local time there from UTC
 * @param base first IPv4 address as an unsigned number, from the reserved block 240.0.0.0/4: nobody's address
 * @param size how many addresses sessions are spread over: 1 for a line of one's own, more for a carrier's translator
 */
record Address(long asn, String country, double zoneHours, long base, int size) {

    /** The address seen in the session with this seed. */
    String ip(long session) {
        long ip = base + Math.floorMod(session, (long) size);
        return (ip >> 24) + "." + ((ip >> 16) & 255) + "." + ((ip >> 8) & 255) + "." + (ip & 255);
    }
}
