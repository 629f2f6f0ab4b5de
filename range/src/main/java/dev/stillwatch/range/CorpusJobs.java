// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Enrols one customer's job over a corpus three times, tied together more and more loosely. */
final class CorpusJobs {
    private static final int MOST_ACCOUNTS = 8;
    private static final int ITEMS_AN_ACCOUNT = 25;

    private final Roster roster;
    private final Parameters parameters;
    private int jobs;

    CorpusJobs(Roster roster, Parameters parameters) {
        this.roster = roster;
        this.parameters = parameters;
    }

    /** Deals two fifths to a declared organisation, two to accounts of one payment, and one to a single account. */
    void enrol(Kind kind, List<List<String>> items) {
        int fifth = items.size() / 5;
        int accounts = Math.clamp(2 * fifth / ITEMS_AN_ACCOUNT, 2, MOST_ACCOUNTS);
        group(kind, items.subList(0, 2 * fifth), accounts, true);
        group(kind, items.subList(2 * fifth, 4 * fifth), accounts, false);
        group(kind, items.subList(4 * fifth, items.size()), 1, false);
    }

    private void group(Kind kind, List<List<String>> items, int size, boolean declared) {
        SplittableRandom random = Seeds.random(roster.seed, 151, jobs++);
        Access access = Access.server(random);
        String payment = roster.token("pay-", 7_000_000_000L + jobs);
        Optional<String> organisation = declared ? Optional.of(roster.token("org-", jobs)) : Optional.empty();
        long span = roster.until - roster.start;
        long begins = roster.start + (long) (span * 0.3 * random.nextDouble());
        for (int i = 0; i < size; i++) {
            List<List<String>> own = CorpusMix.hand(items, i, size);
            Billing billing = roster.billing("api", roster.signedUp(random), payment);
            Account account = roster.account(kind, Optional.empty(), organisation, access, billing, 0, random);
            double hours = (roster.until - begins) / 3_600_000.0;
            Clock clock = MachineClock.flat(Math.max(5, own.size() * 1.5 / hours), begins, roster.until);
            roster.stream(account, new LimitedClock(clock, own.size()), Script.of(own, parameters), random);
        }
    }
}
