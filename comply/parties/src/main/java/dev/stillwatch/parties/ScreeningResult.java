// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.List;

/**
 * What a screening found, and with what it can be repeated.
 *
 * @param snapshots of every list that was searched
 * @param hits highest score first; none means that no name reached the threshold, not that a party is nobody listed
 */
public record ScreeningResult(
        List<ListSnapshot> snapshots, String algorithm, String version, MatchScore threshold, List<ScreeningHit> hits) {
    public ScreeningResult {
        snapshots = List.copyOf(snapshots);
        hits = List.copyOf(hits);
    }
}
