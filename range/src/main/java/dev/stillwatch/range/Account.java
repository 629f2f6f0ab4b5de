// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import java.util.Optional;

/**
 * One simulated account.
 *
 * @param id looks the same for every kind, so that it gives nothing away
 * @param model model it uses before any release
 * @param adopts when it moves to a newly released model, milliseconds since the epoch
 * @param pivot share of its traffic that moves within a day of the release instead; 0 for ordinary customers
 */
record Account(
        String id,
        Kind kind,
        Optional<String> campaign,
        Optional<String> organisation,
        Access access,
        Billing billing,
        String model,
        long adopts,
        double pivot) {}
