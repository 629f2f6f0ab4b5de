// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.SplittableRandom;

/** Puts a campaign to work: who holds each of its places and for how long, when they ask, and what. */
final class Recruitment {
    private static final long DAY = 86_400_000L;
    private static final double HOUR = 3_600_000;
    private static final int COVER_CUSTOMERS = 12;

    private final Roster roster;
    private final CampaignPlan plan;
    private final long seed;
    private final long begin;
    private final long end;
    private final CampaignIdentities identities;
    private final Author templates;
    private final BenchmarkDeck deck;

    /** @param number of the campaign in its scenario, from 0 */
    Recruitment(Roster roster, CampaignPlan plan, int number) {
        this.roster = roster;
        this.plan = plan;
        seed = Seeds.of(roster.seed, 111, number);
        begin = roster.start + plan.begin().toMillis();
        end = Math.min(roster.until, begin + plan.active().toMillis());
        identities = new CampaignIdentities(roster, plan, number);
        templates = TemplateHarvest.of(plan, seed);
        deck = new BenchmarkDeck((long) (1.5 * exchanges(end - begin) * plan.accounts()), seed);
    }

    void enrol() {
        double lossPerMs = -Math.log(1 - Math.min(0.999, plan.replacement().value())) / DAY;
        for (int place = 0; place < plan.accounts(); place++) {
            SplittableRandom random = Seeds.random(seed, place);
            Author cover = new Pool(List.of());
            long joins = begin;
            for (int tenure = 0; joins < end; tenure++) {
                long disguise = Seeds.of(seed, 113, place, tenure);
                long lasts = lossPerMs > 0 ? (long) (-Math.log(1 - random.nextDouble()) / lossPerMs) : end - joins;
                long leaves = Math.min(end, joins + Math.max(1, lasts));
                Account account = identities.account(joins, leaves, random, disguise);
                if (tenure == 0 && plan.dilution().value() > 0) {
                    // Customers are moved to the account that replaces theirs.
                    cover = ResellerCensus.customers(roster, COVER_CUSTOMERS, random);
                }
                Pool decoys = new Pool(List.of(Person.of(Seeds.of(disguise, 1), roster.prompts)));
                Author author = new Harvester(plan, harvest(place, joins - begin, disguise), cover, decoys);
                roster.stream(account, clock(place, account, joins, leaves, random, disguise), author, random);
                joins = leaves;
            }
        }
    }

    private Author harvest(int place, long taken, long disguise) {
        return switch (plan.disguise().items()) {
            case OWN -> templates;
            case PEOPLE -> new PeopleHarvest(roster.prompts);
            case EVALUATION -> hand(place, taken, Laboratory.wrapper(Seeds.random(disguise, 2)));
            case EVALUATION_BARE -> hand(place, taken, BenchmarkHarvest.BARE);
        };
    }

    /** Items for an account that takes a place after some milliseconds: those that its forerunners there left over. */
    private BenchmarkHarvest hand(int place, long taken, String wrapper) {
        double sent = exchanges(taken);
        long round = (long) Math.ceil(sent + 4 * Math.sqrt(sent));
        return new BenchmarkHarvest(deck, place + round * plan.accounts(), plan.accounts(), wrapper);
    }

    /** Mean exchanges of an account in a stretch of milliseconds. */
    private double exchanges(long length) {
        return plan.rate().perHour() * length / HOUR;
    }

    private Clock clock(int place, Account account, long from, long until, SplittableRandom random, long disguise) {
        double perHour = plan.rate().perHour();
        double zone = account.access().addresses().getFirst().zoneHours();
        return switch (plan.clock()) {
            case FLAT -> MachineClock.flat(perHour, from, until);
            case ROUND_ROBIN -> new RoundRobinClock(perHour, place, plan.accounts(), begin, from, until);
            case JITTERED -> {
                SplittableRandom own = Seeds.random(disguise, 3);
                double rhythm = plan.disguise().rhythm().value();
                yield new JitteredClock(perHour, rhythm, zone + own.nextGaussian(), own.nextDouble(), from, until);
            }
            case HUMAN ->
                new HumanClock(
                        perHour, 1.5 + 2 * random.nextDouble(), zone + random.nextGaussian(), false, from, until);
        };
    }
}
