// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws the benign population: how many accounts of each kind, in which groups, with which facts, clocks and prompts. */
final class Census {
    private static final long DAY = 86_400_000L;
    private static final double BUSIEST_PERSON = 8;

    private final Roster roster;
    private final Population population;
    private final ServeGen applications;

    Census(Roster roster) {
        this.roster = roster;
        population = roster.scenario.population();
        applications = ServeGen.read(roster.scenario.timing());
    }

    void enrol() {
        for (Kind kind : Kind.values()) {
            int count = population.count(kind);
            int group = 0;
            for (int enrolled = 0; enrolled < count; group++) {
                SplittableRandom random = roster.random(kind, group);
                int size = Math.min(count - enrolled, groupSize(kind, count, random));
                enrolGroup(kind, group, size, random);
                enrolled += size;
            }
        }
    }

    private static int groupSize(Kind kind, int count, SplittableRandom random) {
        return switch (kind) {
            case PERSON, APPLICATION, AGENT_FRAMEWORK, VIRAL, CAMPAIGN -> 1;
            case ORGANISATION -> (int) Math.clamp(Seeds.lognormal(random, 8, 0.9), 2, 60);
            case RESELLER -> (int) Math.clamp(count / 3.0, 10, 200 + random.nextInt(600));
            case CLASS -> 20 + random.nextInt(181);
            case EVALUATION -> random.nextInt(3) == 0 ? 1 : 2 + random.nextInt(7);
            case NEWCOMER -> random.nextBoolean() ? 1 : 2 + random.nextInt(5);
            case LAUNCH_WAVE -> Math.max(1, count);
        };
    }

    private void enrolGroup(Kind kind, int group, int size, SplittableRandom random) {
        switch (kind) {
            case PERSON -> person(kind, random);
            case APPLICATION -> application(random);
            case ORGANISATION -> organisation(group, size, random);
            case RESELLER -> new ResellerCensus(roster).enrol(group, size, random);
            case CLASS -> schoolClass(size, random);
            case EVALUATION -> laboratory(group, size, random);
            case VIRAL -> viral(random);
            case AGENT_FRAMEWORK -> agentUser(random);
            case NEWCOMER -> newcomer(group, size, random);
            case LAUNCH_WAVE -> wave(size, random);
            case CAMPAIGN -> throw new IllegalStateException("campaigns are no part of the benign population");
        }
    }

    /** An ordinary person's account and chats. */
    private Account person(Kind kind, SplittableRandom random) {
        Access access = Access.person(random);
        String plan = random.nextInt(3) == 0 ? "free" : "plus";
        Account account = ordinary(kind, access, roster.billing(plan, roster.signedUp(random), random), random);
        Person person = Person.of(random.nextLong(), roster.prompts);
        roster.stream(account, chatClock(access, roster.from, random), person, random);
        return account;
    }

    private Clock chatClock(Access access, long from, SplittableRandom random) {
        double rate = Math.min(
                BUSIEST_PERSON, Seeds.lognormal(random, population.personRate().perHour(), 1.1));
        double zone = access.addresses().getFirst().zoneHours() + random.nextGaussian();
        return new HumanClock(rate, 1.5 + 3 * random.nextDouble(), zone, random.nextInt(4) == 0, from, roster.until);
    }

    private Account ordinary(Kind kind, Access access, Billing billing, SplittableRandom random) {
        return roster.account(kind, Optional.empty(), Optional.empty(), access, billing, 0, random);
    }

    private void application(SplittableRandom random) {
        Account account = ordinary(
                Kind.APPLICATION,
                Access.server(random),
                roster.billing("api", roster.signedUp(random), random),
                random);
        Author author = Worker.of(JobTemplate.COMMON, 1 + random.nextInt(4), random);
        if (random.nextInt(3) == 0) {
            List<Author> users = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                users.add(Person.of(random.nextLong(), roster.prompts));
            }
            String system = JobTemplate.draw(JobTemplate.COMMON, JobTemplate.brand(random), random)
                    .instructions();
            author = new ChatApp(system, new Pool(users));
        }
        roster.stream(account, applications.clock(roster, random), author, random);
    }

    private void organisation(int group, int size, SplittableRandom random) {
        Author author = Worker.of(JobTemplate.COMMON, 1 + random.nextInt(12), random);
        List<Address> office =
                List.of(Network.line(Network.Provider.OFFICE, random), Network.line(Network.Provider.OFFICE, random));
        Access access = new Access(office, List.of(Access.sdk(random)));
        String payment = roster.token("pay-", random.nextLong());
        Optional<String> organisation = Optional.of(roster.token("org-", group));
        double zone = office.getFirst().zoneHours();
        for (int i = 0; i < size; i++) {
            Billing billing = roster.billing("business", roster.signedUp(random), payment);
            Account account =
                    roster.account(Kind.ORGANISATION, Optional.empty(), organisation, access, billing, 0, random);
            double rate = Math.min(BUSIEST_PERSON, Seeds.lognormal(random, 0.3, 1));
            roster.stream(account, new HumanClock(rate, 6, zone, true, roster.from, roster.until), author, random);
        }
    }

    private void schoolClass(int size, SplittableRandom random) {
        Author assignment = Occasions.assignment(random.nextLong());
        Address campus = Network.line(Network.Provider.OFFICE, random);
        long span = roster.until - roster.start;
        long opens = roster.start + (long) (span * 0.8 * random.nextDouble());
        long hours = (2 + random.nextInt(6)) * 3_600_000L;
        for (int i = 0; i < size; i++) {
            Access own = Access.person(random);
            Access access = new Access(List.of(campus, own.addresses().getFirst()), own.software());
            Account account =
                    ordinary(Kind.CLASS, access, roster.billing("free", roster.signedUp(random), random), random);
            Person person = Person.of(random.nextLong(), roster.prompts);
            roster.stream(account, chatClock(access, roster.from, random), person, random);
            int asks = 1 + random.nextInt(4);
            roster.stream(account, ScheduledClock.within(opens, hours, asks, 1, random), assignment, random);
        }
    }

    private void laboratory(int group, int size, SplittableRandom random) {
        List<String> items = Laboratory.benchmark(random);
        Access access = Access.server(random);
        Optional<String> organisation = size > 1 && random.nextInt(5) > 0
                ? Optional.of(roster.token("org-", 1_000_000L + group))
                : Optional.empty();
        String payment = roster.token("pay-", random.nextLong());
        int repeats = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            Billing billing = roster.billing("api", roster.signedUp(random), payment);
            Account account =
                    roster.account(Kind.EVALUATION, Optional.empty(), organisation, access, billing, 0, random);
            Clock clock = new MachineClock(Seeds.lognormal(random, 40, 0.6), 0.7, 5, 25, roster.from, roster.until);
            roster.stream(account, clock, new Laboratory(items, items.size() * i / size, repeats), random);
        }
    }

    private void viral(SplittableRandom random) {
        Account account = person(Kind.VIRAL, random);
        int number = random.nextInt(Occasions.viralPrompts());
        long span = roster.until - roster.start;
        Author author = Occasions.viral(number, Interests.everyday(random));
        long spread = Math.min(span, 5 * DAY);
        roster.stream(
                account,
                ScheduledClock.within(roster.start, spread, 1 + random.nextInt(3), 1.5, random),
                author,
                random);
    }

    private void agentUser(SplittableRandom random) {
        int program = random.nextInt(AgentProgram.programs());
        Access own = Access.person(random);
        Access access = new Access(own.addresses(), List.of(Access.AGENTS.get(program)));
        Account account =
                ordinary(Kind.AGENT_FRAMEWORK, access, roster.billing("api", roster.signedUp(random), random), random);
        double zone = own.addresses().getFirst().zoneHours();
        double rate = Math.min(BUSIEST_PERSON, Seeds.lognormal(random, 0.25, 1));
        Clock clock = new HumanClock(rate, 8, zone, random.nextBoolean(), roster.from, roster.until);
        roster.stream(account, clock, AgentProgram.of(program, random), random);
    }

    private void newcomer(int group, int size, SplittableRandom random) {
        Author author = Worker.of(JobTemplate.UNHEARD_OF, 1, random);
        Access access = Access.server(random);
        String payment = roster.token("pay-", random.nextLong());
        Optional<String> organisation = size > 1 && random.nextBoolean()
                ? Optional.of(roster.token("org-", 2_000_000L + group))
                : Optional.empty();
        long span = roster.until - roster.start;
        long begins = roster.start + (long) (span * 0.6 * random.nextDouble());
        long ends = Math.min(roster.until, begins + (long) (DAY * (1 + 4 * random.nextDouble())));
        double rate = Seeds.lognormal(random, 8, 0.6);
        for (int i = 0; i < size; i++) {
            Billing billing = roster.billing("api", begins - (long) (3 * DAY * random.nextDouble()), payment);
            Account account = roster.account(Kind.NEWCOMER, Optional.empty(), organisation, access, billing, 0, random);
            roster.stream(account, MachineClock.flat(rate, begins, ends), author, random);
        }
    }

    private void wave(int size, SplittableRandom random) {
        List<Topic> all = Topic.waves();
        String group = Slots.pick(all, random).name().split(" / ")[0];
        List<Topic> topics =
                all.stream().filter(topic -> topic.name().startsWith(group)).toList();
        long window = Math.min(2 * DAY, (roster.until - roster.start) / 2);
        for (int i = 0; i < size; i++) {
            long joined = roster.start + (long) (window * random.nextDouble());
            Access access = Access.person(random);
            String plan = random.nextInt(3) > 0 ? "free" : "plus";
            Account account = ordinary(Kind.LAUNCH_WAVE, access, roster.billing(plan, joined, random), random);
            roster.stream(account, chatClock(access, joined, random), Person.ofWave(random.nextLong(), topics), random);
        }
    }
}
