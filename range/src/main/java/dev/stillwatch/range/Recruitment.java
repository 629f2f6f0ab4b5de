// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws a campaign's accounts: mostly young, spread over networks, some of them leaking what they share. */
final class Recruitment {
    private static final long DAY = 86_400_000L;
    private static final double HOUR = 3_600_000;
    private static final int COVER_CUSTOMERS = 12;
    private static final int PROXIES = 8;

    private final Roster roster;
    private final CampaignPlan plan;
    private final int number;

    Recruitment(Roster roster, CampaignPlan plan, int number) {
        this.roster = roster;
        this.plan = plan;
        this.number = number;
    }

    void enrol() {
        HarvestWordings wordings = HarvestWordings.of(plan.split());
        long campaignSeed = Seeds.of(roster.seed, 111, number);
        List<HarvestTemplate> templates = plan.templates().isPresent()
                ? wordings.templates(plan.templates().getAsInt(), plan.mix(), campaignSeed)
                : List.of();
        Author own = new TemplateHarvest(plan, wordings, templates);
        long begin = roster.start + plan.begin().toMillis();
        long end = Math.min(roster.until, begin + plan.active().toMillis());
        BenchmarkDeck deck = new BenchmarkDeck((long) (1.5 * exchanges(end - begin) * plan.accounts()), campaignSeed);
        double lossPerMs = -Math.log(1 - Math.min(0.999, plan.replacement().value())) / DAY;
        for (int place = 0; place < plan.accounts(); place++) {
            SplittableRandom random = Seeds.random(campaignSeed, place);
            long joins = begin;
            for (int tenure = 0; joins < end; tenure++) {
                long lasts = lossPerMs > 0 ? (long) (-Math.log(1 - random.nextDouble()) / lossPerMs) : end - joins;
                long leaves = Math.min(end, joins + Math.max(1, lasts));
                SplittableRandom disguise = Seeds.random(campaignSeed, 113, place, tenure);
                Account account = account(joins, random, disguise);
                Author cover = plan.dilution().value() > 0
                        ? ResellerCensus.customers(roster, COVER_CUSTOMERS, random)
                        : new Pool(List.of());
                Author harvest = switch (plan.disguise().items()) {
                    case OWN -> own;
                    case PEOPLE -> new PeopleHarvest(roster.prompts);
                    case EVALUATION -> hand(deck, place, joins - begin, Laboratory.wrapper(disguise));
                    case EVALUATION_BARE -> hand(deck, place, joins - begin, BenchmarkHarvest.BARE);
                };
                Harvester author = new Harvester(plan, harvest, cover);
                roster.stream(account, clock(place, account, begin, joins, leaves, random), author, random);
                joins = leaves;
            }
        }
    }

    private Clock clock(int place, Account account, long begin, long from, long until, SplittableRandom random) {
        double perHour = plan.rate().perHour();
        return switch (plan.clock()) {
            case FLAT -> MachineClock.flat(perHour, from, until);
            case ROUND_ROBIN -> new RoundRobinClock(perHour, place, plan.accounts(), begin, from, until);
            case HUMAN ->
                new HumanClock(
                        perHour,
                        1.5 + 2 * random.nextDouble(),
                        account.access().addresses().getFirst().zoneHours() + random.nextGaussian(),
                        false,
                        from,
                        until);
        };
    }

    /** Mean exchanges of an account in a stretch of milliseconds. */
    private double exchanges(long length) {
        return plan.rate().perHour() * length / HOUR;
    }

    /** Items for an account that takes a place after some milliseconds: those that its forerunners there left over. */
    private BenchmarkHarvest hand(BenchmarkDeck deck, int place, long taken, String wrapper) {
        double sent = exchanges(taken);
        long round = (long) Math.ceil(sent + 4 * Math.sqrt(sent));
        return new BenchmarkHarvest(deck, place + round * plan.accounts(), plan.accounts(), wrapper);
    }

    /**
     * One account of the campaign that starts work at {@code joins}, milliseconds since the epoch.
     *
     * @param disguise draws what is disguised, so that all else stays as it is without
     */
    Account account(long joins, SplittableRandom random, SplittableRandom disguise) {
        boolean leaks = random.nextDouble() < plan.leak().value();
        long young = joins - (long) (DAY * (0.2 + 25 * Math.pow(random.nextDouble(), 2)));
        boolean aged = disguise.nextDouble() < plan.disguise().aged().value();
        long created = aged ? roster.signedUp(disguise) : young;
        String payment = leaks && random.nextInt(5) < 3
                ? roster.token("pay-", 6_000_000_000L + number * 1_000_000L + random.nextInt(1 + plan.accounts() / 20))
                : roster.token("pay-", random.nextLong());
        Billing billing = roster.billing(random.nextInt(3) == 0 ? "plus" : "api", created, payment);
        Account account = roster.account(
                Kind.CAMPAIGN,
                Optional.of(plan.name()),
                Optional.empty(),
                access(leaks, random),
                billing,
                plan.pivot().value(),
                random);
        if (aged && plan.disguise().sleeperRate() > 0) {
            sleep(account, joins, disguise);
        }
        return account;
    }

    /** What the account's former owner asked until the campaign took it over. */
    private void sleep(Account account, long joins, SplittableRandom disguise) {
        double zone = account.access().addresses().getFirst().zoneHours();
        Clock clock = new HumanClock(plan.disguise().sleeperRate(), 2, zone, false, roster.from, joins);
        roster.stream(account, clock, Person.of(disguise.nextLong(), roster.prompts), disguise);
    }

    private Access access(boolean leaks, SplittableRandom random) {
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
        List<Access.Software> software = leaks && random.nextInt(10) < 7
                ? Access.Software.all(plan.split().name().toLowerCase(Locale.ROOT))
                : List.of(random.nextInt(5) == 0 ? Slots.pick(Access.BROWSERS, random) : Access.sdk(random));
        return new Access(List.copyOf(addresses), software);
    }
}
