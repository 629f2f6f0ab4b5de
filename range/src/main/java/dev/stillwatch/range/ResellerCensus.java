// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws resellers: pools of accounts that carry hundreds of customers' ordinary traffic round the clock. */
final class ResellerCensus {
    private static final int CUSTOMERS = 800;

    private final Roster roster;

    ResellerCensus(Roster roster) {
        this.roster = roster;
    }

    /** Customers whose traffic is pooled: mostly people, some programs with templates of their own. */
    static Pool customers(Roster roster, int count, SplittableRandom random) {
        List<Author> customers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            customers.add(
                    random.nextInt(8) == 0
                            ? Worker.of(JobTemplate.COMMON, 1 + random.nextInt(3), random)
                            : Person.of(random.nextLong(), roster.prompts));
        }
        return new Pool(List.copyOf(customers));
    }

    void enrol(int group, int size, SplittableRandom random) {
        Pool pool = customers(roster, CUSTOMERS, random);
        List<Address> exits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            exits.add(Network.line(Network.Provider.HOSTING, random));
        }
        Access access = new Access(List.copyOf(exits), List.of(Access.sdk(random)));
        Optional<String> organisation = roster.scenario.population().resellersDeclare()
                ? Optional.of(roster.token("org-", 3_000_000L + group))
                : Optional.empty();
        int cards = 1 + size / 25;
        long founded = roster.signedUp(random);
        for (int i = 0; i < size; i++) {
            String payment = roster.token("pay-", 5_000_000_000L + group * 1000L + random.nextInt(cards));
            long created = Math.min(roster.from, founded + (long) (random.nextDouble() * 40 * 86_400_000L));
            Billing billing = roster.billing("api", created, payment);
            Account account = roster.account(Kind.RESELLER, Optional.empty(), organisation, access, billing, 0, random);
            Clock clock = new MachineClock(Seeds.lognormal(random, 1.2, 0.4), 1.2, 1, 0, roster.from, roster.until);
            roster.stream(account, clock, pool, random);
        }
    }
}
