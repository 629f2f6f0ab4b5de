// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;
import java.util.Objects;

/**
 * Everything a detector has to say about a stretch of traffic.
 *
 * @param accounts one per account seen, sorted by account
 * @param campaigns worst first
 * @param exchanges exchanges assessed, duplicates counted once
 * @param missing what the traffic as a whole did not hold
 */
public record Assessment(
        List<AccountAssessment> accounts,
        List<Campaign> campaigns,
        Calibration calibration,
        long exchanges,
        List<MissingSignal> missing) {
    public Assessment {
        accounts = List.copyOf(accounts);
        campaigns = List.copyOf(campaigns);
        Objects.requireNonNull(calibration, "calibration is null");
        missing = List.copyOf(missing);
    }
}
