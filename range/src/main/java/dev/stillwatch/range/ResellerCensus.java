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
        Reseller reseller = found(roster, group, size, random);
        roster.resellers.add(reseller);
        for (int i = 0; i < size; i++) {
            Billing billing = reseller.billing(roster, random);
            Account account = roster.account(
                    Kind.RESELLER, Optional.empty(), reseller.organisation(), reseller.access(), billing, 0, random);
            Clock clock = Reseller.clock(roster.from, roster.until, random);
            roster.stream(account, clock, reseller.customers(), random);
        }
    }

    /** Draws a reseller, without its accounts. */
    static Reseller found(Roster roster, int group, int size, SplittableRandom random) {
        Pool pool = customers(roster, CUSTOMERS, random);
        List<Address> exits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            exits.add(Network.line(Network.Provider.HOSTING, random));
        }
        Access access = new Access(List.copyOf(exits), List.of(Access.sdk(random)));
        Optional<String> organisation = roster.scenario.population().resellersDeclare()
                ? Optional.of(roster.token("org-", 3_000_000L + group))
                : Optional.empty();
        return new Reseller(group, pool, access, organisation, 1 + size / 25, roster.signedUp(random));
    }
}
