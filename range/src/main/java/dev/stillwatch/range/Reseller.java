// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Pooled access: any customer's request goes out through any of the accounts.
 *
 * @param group number of the reseller, from 0
 * @param organisation present where the reseller declares itself
 * @param cards payment instruments that the accounts share
 * @param founded when the first account was opened, milliseconds since the epoch
 */
record Reseller(int group, Pool customers, Access access, Optional<String> organisation, int cards, long founded) {
    private static final double DAY = 86_400_000;

    /** Billing of one more account. */
    Billing billing(Roster roster, SplittableRandom random) {
        String payment = roster.token("pay-", 5_000_000_000L + group * 1000L + random.nextInt(cards));
        long created = Math.min(roster.from, founded + (long) (random.nextDouble() * 40 * DAY));
        return roster.billing("api", created, payment);
    }

    /** When the customers' requests reach one account. */
    static Clock clock(long from, long until, SplittableRandom random) {
        return new MachineClock(Seeds.lognormal(random, 1.2, 0.4), 1.2, 1, 0, from, until);
    }
}
