// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Assessments as a detector would make them: invented accounts, plausible figures, the same on every run. */
final class Fixtures {
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    static final List<MissingSignal> NO_TLS = List.of(new MissingSignal(
            Channel.IDENTITY, "No exchange holds a TLS fingerprint, so clients are told apart by user agent alone."));

    private Fixtures() {}

    static ScanFacts facts() {
        return new ScanFacts(
                "0.1.0",
                List.of("logs/2026-11"),
                List.of(),
                1_712_440,
                3,
                List.of(
                        new ScanFacts.MalformedPlace("logs/2026-11/03.jsonl.gz:4411", "the line ends inside a string"),
                        new ScanFacts.MalformedPlace("logs/2026-11/05.jsonl.gz:90210", "time is missing")),
                112,
                Optional.of(new ScanFacts.TimeRange(
                        START, START.plus(Duration.ofDays(7).minusSeconds(41)))),
                Duration.ofMillis(48_210),
                new ScanFacts.OutputPrice(15, "USD"));
    }

    static Calibration calibration(int accounts) {
        return new Calibration(
                "the bulk of the scanned traffic, trimmed of linked groups",
                accounts,
                new Probability(0.001),
                new LogOdds(3.4),
                new Probability(1.0 / (accounts + 1)));
    }

    static Assessment undetected() {
        RandomGenerator random = seeded(1);
        List<AccountAssessment> accounts = benign(random, 3_200, 0);
        List<MissingSignal> missing = new ArrayList<>(NO_TLS);
        missing.add(new MissingSignal(
                Channel.TIMING,
                "The logs span 19 hours: daily rhythms need at least two days, so clocks were not judged."));
        return assessment(accounts, List.of(), 640, missing);
    }

    static Assessment empty() {
        return new Assessment(List.of(), List.of(), calibration(0), 0, NO_TLS);
    }

    static Assessment big(int size) {
        return withCampaigns(
                2, size, List.of(new Plan("c-7f3e91", Verdict.DISTILLATION, size, 84, 21.6, 2.1e-6, 7, 420)));
    }

    static Assessment mixed() {
        return withCampaigns(
                3,
                14_000,
                List.of(
                        new Plan("c-2b80d4", Verdict.DISTILLATION, 2_000, 84, 18.9, 4.0e-5, 7, 417),
                        new Plan("c-91aa07", Verdict.DISTILLATION, 340, 310, 9.2, 6.2e-4, 6, 655),
                        new Plan("c-e05c3f", Verdict.DISTILLATION, 36, 120, 4.6, 8.8e-3, 2, 0),
                        new Plan("g-40d1c2", Verdict.RESELLER, 410, 150, 1.2, 0.21, 7, 300),
                        new Plan("g-88ef10", Verdict.EVALUATION, 12, 4_300, 0.4, 0.33, 3, 90),
                        new Plan("g-a6b7c8", Verdict.ORGANISATION, 150, 96, -0.8, 0.62, 7, 510),
                        new Plan("g-17d9b3", Verdict.ORGANISATION, 48, 210, -2.3, 0.81, 7, 220)));
    }

    /** As many look-alike groups as asked for beside one campaign of 20,000 accounts. */
    static Assessment crowded(int groups) {
        List<Plan> plans = new ArrayList<>();
        plans.add(new Plan("c-7f3e91", Verdict.DISTILLATION, 20_000, 84, 21.6, 2.1e-6, 7, 420));
        for (int i = 1; i < groups; i++) {
            plans.add(new Plan("g-" + i, Verdict.ORGANISATION, 12, 60, -1.5, 0.7, 7, 200));
        }
        return withCampaigns(4, 30_000, plans);
    }

    record Plan(String id, Verdict verdict, int accounts, int each, double score, double p, int days, int tokensEach) {}

    static Assessment withCampaigns(long seed, int benign, List<Plan> plans) {
        RandomGenerator random = seeded(seed);
        List<AccountAssessment> accounts = new ArrayList<>(benign(random, benign, 0.08));
        List<Campaign> campaigns = new ArrayList<>();
        for (Plan plan : plans) {
            Campaign campaign = campaign(plan, random);
            campaigns.add(campaign);
            for (String member : campaign.accounts()) {
                accounts.add(member(member, campaign, plan, random));
            }
        }
        return assessment(accounts, campaigns, benign, NO_TLS);
    }

    static Assessment assessment(
            List<AccountAssessment> accounts, List<Campaign> campaigns, int calibrated, List<MissingSignal> missing) {
        List<AccountAssessment> sorted = accounts.stream()
                .sorted(Comparator.comparing(AccountAssessment::account))
                .toList();
        long exchanges = sorted.stream().mapToLong(AccountAssessment::exchanges).sum();
        return new Assessment(sorted, campaigns, calibration(calibrated), exchanges, missing);
    }

    static AccountAssessment account(String name, Verdict verdict, double score, List<Signal> signals) {
        return new AccountAssessment(
                name,
                Optional.empty(),
                42,
                new LogOdds(score),
                new Probability(0.125),
                verdict,
                Optional.empty(),
                signals,
                List.of());
    }

    private static List<AccountAssessment> benign(RandomGenerator random, int count, double unseen) {
        List<AccountAssessment> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean few = random.nextDouble() < Math.max(0.06, unseen);
            double score = few ? -0.2 : -3.1 + 1.3 * random.nextGaussian();
            long exchanges =
                    few ? 1 + random.nextInt(3) : 4 + (long) Math.exp(1 + 1.6 * Math.abs(random.nextGaussian()));
            accounts.add(new AccountAssessment(
                    String.format("acct-%06d", i),
                    Optional.of("org-" + i / 3),
                    exchanges,
                    new LogOdds(Math.min(3.1, score)),
                    new Probability(Math.clamp(0.5 - score / 12, 0.001, 1)),
                    few ? Verdict.INSUFFICIENT : Verdict.CLEAR,
                    Optional.empty(),
                    List.of(
                            new Signal(
                                    Channel.LEGITIMATE_USE,
                                    new LogOdds(-1.9),
                                    "61 % of exchanges continue a conversation"),
                            new Signal(Channel.TIMING, new LogOdds(-0.7), "active 9 of 24 hours, quiet at night")),
                    few
                            ? List.of(
                                    new MissingSignal(Channel.COVERAGE, "Fewer than 4 exchanges, too few to compare."))
                            : List.of()));
        }
        return accounts;
    }

    private static AccountAssessment member(String name, Campaign campaign, Plan plan, RandomGenerator random) {
        double score = plan.score() * 0.5 + 1.1 * random.nextGaussian();
        return new AccountAssessment(
                name,
                Optional.of("org-" + name.substring(name.length() - 4)),
                Math.max(1, Math.round(plan.each() * (0.8 + 0.4 * random.nextDouble()))),
                new LogOdds(score),
                new Probability(Math.clamp(plan.p() * (1 + random.nextDouble()), 0, 1)),
                plan.verdict(),
                Optional.of(campaign.id()),
                List.of(
                        new Signal(Channel.TEMPLATE, new LogOdds(3.9), "97 % of prompts follow patterns of the group"),
                        new Signal(Channel.MEMBERSHIP, new LogOdds(2.2), "takes part in 5 of 6 things the group does"),
                        new Signal(
                                Channel.LEGITIMATE_USE, new LogOdds(-0.4), "2 % of exchanges continue a conversation")),
                List.of());
    }

    private static Campaign campaign(Plan plan, RandomGenerator random) {
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < plan.accounts(); i++) {
            accounts.add(String.format("%s-%05x", plan.id().replace('-', 'x'), i * 37));
        }
        long exchanges = (long) plan.accounts() * plan.each();
        Instant first = START.plus(Duration.ofMinutes(7));
        return new Campaign(
                plan.id(),
                plan.verdict(),
                new LogOdds(plan.score()),
                new Probability(plan.p()),
                accounts,
                exchanges,
                exchanges * plan.tokensEach(),
                first,
                START.plus(Duration.ofDays(plan.days())).minusSeconds(341),
                signals(plan),
                templates(plan, exchanges),
                List.of(
                        NO_TLS.getFirst(),
                        new MissingSignal(
                                Channel.CONTENT,
                                "Answers are not in the logs, so shared answers could not be compared.")),
                links(plan, random),
                timeline(plan, exchanges, random));
    }

    private static List<Signal> signals(Plan plan) {
        if (plan.verdict() != Verdict.DISTILLATION) {
            return List.of(
                    new Signal(
                            Channel.LEGITIMATE_USE,
                            new LogOdds(-3.4),
                            switch (plan.verdict()) {
                                case RESELLER ->
                                    "Prompts are as varied within an account as over accounts: many people behind each key.";
                                case EVALUATION ->
                                    "Of 1,319 distinct prompts, 94 % were sent more than twice in the same words.";
                                default -> "All accounts name one organisation, and its older accounts do the same.";
                            }),
                    new Signal(Channel.TEMPLATE, new LogOdds(2.1), "One pattern covers 88 % of prompts."));
        }
        double s = plan.score();
        return List.of(
                new Signal(
                        Channel.TEMPLATE,
                        nats(0.42 * s),
                        "6 prompt patterns cover 97 % of exchanges, used by "
                                + Figures.count(plan.accounts(), "account") + " of "
                                + Figures.count(plan.accounts() * 9 / 10, "organisation")
                                + "; no benign pattern spreads like that."),
                new Signal(
                        Channel.IDENTITY,
                        nats(0.22 * s),
                        "11 payment instruments pay for 96 % of the accounts, which name different owners."),
                new Signal(
                        Channel.ELICITATION,
                        nats(0.2 * s),
                        "71 % of prompts ask for worked reasoning in a fixed answer format; 2.2 % of benign prompts do."),
                new Signal(Channel.TIMING, nats(0.16 * s), "Exchanges per hour vary by 4 %: no night, no weekend."),
                new Signal(
                        Channel.COVERAGE,
                        nats(0.1 * s),
                        "Prompts of different accounts coincide 40 times less often than independent users' do."),
                new Signal(Channel.LEGITIMATE_USE, nats(-0.08 * s), "3 % of exchanges continue a conversation."),
                new Signal(
                        Channel.PARAMETERS, nats(-0.02 * s), "Sampling settings are the defaults of a common client."));
    }

    private static LogOdds nats(double value) {
        return new LogOdds(Math.round(value * 1_000) / 1_000.0);
    }

    private static List<Campaign.Template> templates(Plan plan, long exchanges) {
        return List.of(
                new Campaign.Template(
                        "solve … step by step … show your full reasoning … then give the final answer after …",
                        exchanges * 38 / 100,
                        plan.accounts()),
                new Campaign.Template(
                        "write … instruction and response pairs about … in json with …",
                        exchanges * 24 / 100,
                        plan.accounts() * 9 / 10),
                new Campaign.Template(
                        "rewrite the question … so that it is harder … keep …",
                        exchanges * 17 / 100,
                        plan.accounts() * 4 / 5),
                new Campaign.Template(
                        "rate … answers from 1 to 10 … explain which is better and why …",
                        exchanges * 11 / 100,
                        plan.accounts() * 2 / 3),
                new Campaign.Template("you are … explain … to a …", exchanges * 7 / 100, plan.accounts() / 2));
    }

    private static List<Campaign.Link> links(Plan plan, RandomGenerator random) {
        List<Campaign.Link> links = new ArrayList<>();
        int n = plan.accounts();
        share(links, "template", "t-5e21", n, _ -> true);
        share(links, "template", "t-a90c", n, i -> i % 10 != 3);
        share(links, "template", "t-13f7", n, i -> i < n * 4 / 5);
        share(links, "ja4", "t13d1516h2_8daaf6152771", n, i -> i % 17 != 5);
        share(links, "user-agent", "openai-python/2.8", n, i -> i > n / 6);
        share(links, "asn", "AS64500", n, i -> i < n * 11 / 20);
        share(links, "asn", "AS64511", n, i -> i >= n * 11 / 20 && i < n * 9 / 10);
        int[] cuts = {0, 34, 55, 70, 81, 89, 95};
        for (int card = 0; card + 1 < cuts.length; card++) {
            int from = n * cuts[card] / 100;
            int to = n * cuts[card + 1] / 100;
            share(links, "payment", "p-" + Integer.toHexString(0x9f2c + 7919 * card), n, i -> i >= from && i < to);
        }
        for (int i = 0; i < 14; i++) {
            int wanted = random.nextInt(9);
            share(links, "ip", "net-" + Integer.toHexString(0xa100 + i * 311), n, a -> a % 97 == wanted);
        }
        links.sort(Comparator.comparingInt((Campaign.Link l) -> l.accounts().size())
                .reversed());
        return links;
    }

    private static void share(
            List<Campaign.Link> links, String kind, String label, int n, java.util.function.IntPredicate who) {
        List<Integer> members =
                java.util.stream.IntStream.range(0, n).filter(who).boxed().toList();
        if (members.size() > 1) {
            links.add(new Campaign.Link(kind, label, members));
        }
    }

    private static List<Campaign.HourCount> timeline(Plan plan, long exchanges, RandomGenerator random) {
        List<Campaign.HourCount> hours = new ArrayList<>();
        long each = exchanges / (plan.days() * 24L);
        for (int hour = 0; hour < plan.days() * 24; hour++) {
            double ramp = Math.min(1.08, 0.35 + hour / 40.0);
            long count = Math.round(each * ramp * (0.94 + 0.12 * random.nextDouble()));
            hours.add(new Campaign.HourCount(START.plus(hour, ChronoUnit.HOURS), count));
        }
        return hours;
    }

    private static RandomGenerator seeded(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
