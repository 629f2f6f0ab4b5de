// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws who a campaign's accounts pretend to be: mostly young, spread over networks, some of them leaking what they share,
 * some bought, some inside a reseller's pool.
 */
final class CampaignIdentities {
    private static final long DAY = 86_400_000L;
    private static final int PROXIES = 8;

    private final Roster roster;
    private final CampaignPlan plan;
    private final int number;
    private final List<Reseller> resellers;

    CampaignIdentities(Roster roster, CampaignPlan plan, int number) {
        this.roster = roster;
        this.plan = plan;
        this.number = number;
        // Where the population has none, the campaign is the first to be seen of one.
        resellers =
                roster.resellers.isEmpty() && plan.disguise().resellerShare().value() > 0
                        ? List.of(ResellerCensus.found(
                                roster, 900_000 + number, plan.accounts(), Seeds.random(roster.seed, 114, number)))
                        : List.copyOf(roster.resellers);
    }

    /**
     * One account.
     *
     * @param joins when it starts work, milliseconds since the epoch
     * @param leaves when it is lost
     * @param disguise seeds what is disguised, apart, so that all else stays as it is without a disguise
     */
    Account account(long joins, long leaves, SplittableRandom random, long disguise) {
        boolean leaks = random.nextDouble() < plan.leak().value();
        long young = joins - (long) (DAY * (0.2 + 25 * Math.pow(random.nextDouble(), 2)));
        SplittableRandom age = Seeds.random(disguise, 11);
        boolean aged = age.nextDouble() < plan.disguise().aged().value();
        long created = aged ? roster.signedUp(age) : young;
        String payment = leaks && random.nextInt(5) < 3
                ? roster.token("pay-", 6_000_000_000L + number * 1_000_000L + random.nextInt(1 + plan.accounts() / 20))
                : roster.token("pay-", random.nextLong());
        Billing billing = roster.billing(random.nextInt(3) == 0 ? "plus" : "api", created, payment);
        Access access = access(leaks, random, disguise);
        SplittableRandom pooled = Seeds.random(disguise, 12);
        if (pooled.nextDouble() < plan.disguise().resellerShare().value()) {
            Reseller reseller = Slots.pick(resellers, pooled);
            Billing paid = reseller.billing(roster, pooled);
            Account account = account(reseller.organisation(), reseller.access(), paid, random);
            roster.stream(account, Reseller.clock(joins, leaves, pooled), reseller.customers(), pooled);
            return account;
        }
        Account account = account(Optional.empty(), access, billing, random);
        if (aged && plan.disguise().sleeperRate() > 0) {
            sleep(account, joins, age);
        }
        return account;
    }

    private Account account(Optional<String> organisation, Access access, Billing billing, SplittableRandom random) {
        return roster.account(
                Kind.CAMPAIGN,
                Optional.of(plan.name()),
                organisation,
                access,
                billing,
                plan.pivot().value(),
                random);
    }

    /** What the account's former owner asked until the campaign took it over. */
    private void sleep(Account account, long joins, SplittableRandom random) {
        double zone = account.access().addresses().getFirst().zoneHours();
        Clock clock = new HumanClock(plan.disguise().sleeperRate(), 2, zone, false, roster.from, joins);
        roster.stream(account, clock, Person.of(random.nextLong(), roster.prompts), random);
    }

    private Access access(boolean leaks, SplittableRandom random, long disguise) {
        boolean tuning = plan.split() == Split.TUNING;
        List<Address> addresses = new ArrayList<>();
        if (leaks && random.nextInt(5) < 4) {
            // Few exits, so that both the network and at times the address itself are shared.
            SplittableRandom exits = Seeds.random(roster.seed, 112, number, random.nextInt(1 + plan.accounts() / 10));
            addresses.add(
                    Network.line(tuning ? Network.Provider.TUNING_HOSTING : Network.Provider.SCORING_HOSTING, exits));
        } else {
            // Bought home lines: most accounts keep to one or two, some rotate.
            int proxies = 1 + (int) (PROXIES * Math.pow(random.nextDouble(), 2));
            for (int i = 0; i < proxies; i++) {
                addresses.add(Network.line(Network.Provider.HOME, random));
            }
        }
        List<Access.Software> campaigns =
                Access.Software.all(plan.split().name().toLowerCase(Locale.ROOT));
        List<Access.Software> software = leaks && random.nextInt(10) < 7 ? campaigns : List.of(ordinary(random));
        List<Access.Software> shown = switch (plan.disguise().relay()) {
            case NONE -> software;
            case OWN -> List.of(campaigns.getFirst());
            case REWRITTEN -> List.of(ordinary(Seeds.random(disguise, 13)));
        };
        return new Access(List.copyOf(addresses), shown);
    }

    /** What an ordinary customer's program shows. */
    private static Access.Software ordinary(SplittableRandom random) {
        return random.nextInt(5) == 0 ? Slots.pick(Access.BROWSERS, random) : Access.sdk(random);
    }
}
