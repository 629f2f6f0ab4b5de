// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A week of made-up traffic, the same for the same seed and calls; each call adds accounts of one kind. */
final class TestTraffic {
    private static final int DAYS = 7;
    private static final double DAY_SECONDS = 86_400;
    private static final int SOFTWARE = 5;

    /** How exchanges are logged: what a provider withholds. */
    enum Logged {
        FULLY,
        WITHOUT_TEXT,
        WITHOUT_ORIGIN
    }

    /** What stays the same over an account's exchanges. */
    private record Holder(
            String account,
            Optional<String> organisation,
            String payment,
            Instant created,
            String ip,
            long asn,
            int software) {}

    private final RandomGenerator random;
    private final TestWords words;
    private final Logged logged;
    private final List<ExchangeDigest> exchanges = new ArrayList<>();
    private final Set<String> accounts = new LinkedHashSet<>();

    TestTraffic(long seed) {
        this(seed, Logged.FULLY);
    }

    TestTraffic(long seed, Logged logged) {
        this.random = new SplittableRandom(seed);
        // The language is the same for every seed: two weeks of one service talk about the same things.
        this.words = new TestWords(new SplittableRandom(99));
        this.logged = logged;
    }

    List<ExchangeDigest> exchanges() {
        return exchanges;
    }

    TrafficSummary summary() {
        return TestExchange.summary(exchanges);
    }

    Population population() {
        return Population.of(summary(), new TrafficSummary());
    }

    /** This traffic judged without a baseline. */
    Assessment assessed() {
        return new Detector(DetectorSettings.DEFAULTS).assess(summary(), new TrafficSummary());
    }

    /** Accounts whose name starts so: every method names its accounts by its kind. */
    Set<String> accounts(String kind) {
        Set<String> some = new LinkedHashSet<>(accounts);
        some.removeIf(a -> !a.startsWith(kind));
        return some;
    }

    /** Everything benign at once: people, an organisation, a class, a reseller, an evaluation laboratory. */
    TestTraffic everyday() {
        return people(150)
                .organisation(15)
                .classroom(20)
                .reseller(15)
                .evaluation(5)
                .quiet(10);
    }

    /** People with interests and hours of their own. */
    TestTraffic people(int count) {
        for (int i = 0; i < count; i++) {
            person(holder("person", i, Optional.empty(), old()), 10 + random.nextInt(31), interests(words::anyTopic));
        }
        return this;
    }

    /** People of one employer. */
    TestTraffic organisation(int count) {
        for (int i = 0; i < count; i++) {
            person(
                    holder("employee", i, Optional.of("employer"), old()),
                    10 + random.nextInt(21),
                    interests(words::anyTopic));
        }
        return this;
    }

    /** A class on one assignment: everybody asks much the same, within a few evenings. */
    TestTraffic classroom(int count) {
        List<String> questions = new ArrayList<>();
        for (int q = 0; q < 12; q++) {
            questions.add(words.chat(7));
        }
        for (int i = 0; i < count; i++) {
            person(
                    holder("student", i, Optional.empty(), young()),
                    10 + random.nextInt(11),
                    () -> questions.get(random.nextInt(questions.size())));
        }
        return this;
    }

    /** A pool paid with one card that deals many customers' requests over its accounts, round the clock. */
    TestTraffic reseller(int count) {
        for (int i = 0; i < count; i++) {
            Holder own = holder("pool", i, Optional.empty(), old());
            Holder pooled =
                    new Holder(own.account, own.organisation, "pool-card", own.created, own.ip, own.asn, own.software);
            int volume = 25 + random.nextInt(15);
            for (int n = 0; n < volume; n++) {
                TestExchange exchange = exchange(pooled, n, random.nextDouble(DAYS * DAY_SECONDS));
                exchange.temperature(random.nextInt(8) / 4.0).maxTokens(256 << random.nextInt(5));
                add(exchange, words.chat(words.anyTopic()));
            }
        }
        return this;
    }

    /** Repeats of a fixed list of items at temperature 0. */
    TestTraffic evaluation(int count) {
        List<String> items = new ArrayList<>();
        for (int q = 0; q < 15; q++) {
            items.add(words.filled(
                    "Question: which of these holds for %s? (A) %s (B) neither. Answer with the letter only.",
                    words.anyTopic()));
        }
        for (int i = 0; i < count; i++) {
            Holder holder = holder("lab", i, Optional.of("laboratory"), old());
            for (int n = 0; n < 30; n++) {
                add(exchange(holder, n, 30_000 + n * 60.0).temperature(0), items.get(n % items.size()));
            }
        }
        return this;
    }

    /** Accounts of which one or two exchanges are seen. */
    TestTraffic quiet(int count) {
        for (int i = 0; i < count; i++) {
            person(holder("quiet", i, Optional.empty(), old()), 1 + i % 2, interests(words::anyTopic));
        }
        return this;
    }

    /** Strangers on paper that are dealt one harvest, round the clock at an even pace, some behind shared cards. */
    TestTraffic campaign(int count) {
        harvest("harvester", count, Optional.empty(), 3);
        return this;
    }

    /** The same harvest by one customer who answers for it. */
    TestTraffic harvestingOrganisation(int count) {
        harvest("researcher", count, Optional.of("research"), 1);
        return this;
    }

    /** A campaign of which every account lives like a person with {@code others} prompts for each harvested one. */
    TestTraffic dilutedCampaign(int count, int others) {
        return diluted("diluted", count, others);
    }

    /** The same, of accounts that do little of it. */
    TestTraffic bystanders(int count, int others) {
        return diluted("bystander", count, others);
    }

    private TestTraffic diluted(String kind, int count, int others) {
        for (int i = 0; i < count; i++) {
            Supplier<String> cover = interests(words::anyTopic);
            person(
                    holder(kind, i, Optional.empty(), young()),
                    60 + random.nextInt(11),
                    () -> random.nextInt(others + 1) == 0 ? words.harvest(words.anyTopic()) : cover.get());
        }
        return this;
    }

    private void harvest(String kind, int count, Optional<String> organisation, int settings) {
        for (int i = 0; i < count; i++) {
            Holder own = holder(kind, i, organisation, young());
            Holder holder = new Holder(
                    own.account, organisation, "card-" + kind + i / 6, own.created, own.ip, 64_999, own.software);
            int volume = 18 + random.nextInt(6);
            double gap = DAYS * DAY_SECONDS / volume;
            for (int n = 0; n < volume; n++) {
                double second = n * gap + gap * (0.3 + 0.4 * random.nextDouble());
                TestExchange exchange = exchange(holder, n, second);
                exchange.temperature(0.5 + random.nextInt(settings) / 4.0).maxTokens(1024 << random.nextInt(settings));
                add(exchange, words.harvest(words.anyTopic()));
            }
        }
    }

    /** People in the first half of the week who join the harvest in the second, at the harvest's pace. */
    TestTraffic turncoats(int count) {
        for (int i = 0; i < count; i++) {
            Holder own = holder("turncoat", i, Optional.empty(), young());
            Holder holder = new Holder(
                    own.account, own.organisation, "card-turncoat" + i / 6, own.created, own.ip, 64_999, own.software);
            Supplier<String> before = interests(words::anyTopic);
            for (int n = 0; n < 48; n++) {
                boolean harvests = n >= 12;
                double half = DAYS * DAY_SECONDS / 2;
                double place = harvests ? half + (n - 12 + random.nextDouble()) * half / 36 : n * half / 12;
                TestExchange exchange =
                        exchange(holder, n, place).temperature(0.5).maxTokens(1024);
                add(exchange, harvests ? words.harvest(words.anyTopic()) : before.get());
            }
        }
        return this;
    }

    /** New people of one kind, with interests and hours of their own. */
    TestTraffic launchWave(int count) {
        for (int i = 0; i < count; i++) {
            person(
                    holder("newcomer", i, Optional.empty(), young()),
                    10 + random.nextInt(15),
                    interests(() -> 40 + random.nextInt(12)));
        }
        return this;
    }

    /** New customers who run one vendor's batch job over rows of their own. */
    TestTraffic batchUsers(int count) {
        for (int i = 0; i < count; i++) {
            batch(
                    holder("batch", i, Optional.empty(), young()),
                    random.nextDouble(5 * DAY_SECONDS),
                    "Classify the support ticket below into billing, delivery or defect and reply with"
                            + " one word only. Ticket: the %s arrived with a %s",
                    words.anyTopic());
        }
        return this;
    }

    /** Customers who run jobs of their own on the first day, three accounts a job. */
    TestTraffic firstDayJobs(int count) {
        String form = "";
        for (int i = 0; i < count; i++) {
            if (i % 3 == 0) {
                form = words.filled("%s and %s or", words.anyTopic()) + " %s yes or no %s";
            }
            Holder holder = holder("job", i, Optional.empty(), old());
            batch(holder, random.nextDouble(0.8 * DAY_SECONDS), form, words.anyTopic());
        }
        return this;
    }

    private void batch(Holder holder, double start, String form, int topic) {
        for (int n = 0; n < 30; n++) {
            add(exchange(holder, n, start + n * 45.0), words.filled(form, topic));
        }
    }

    /** A campaign that deals out prompts of which it harvests one in so many; people could have sent the rest. */
    TestTraffic ordinaryLookingCampaign(int count, int oneIn) {
        for (int i = 0; i < count; i++) {
            Holder holder = holder("dealt", i, Optional.empty(), young());
            int volume = 40 + random.nextInt(6);
            double gap = DAYS * DAY_SECONDS / volume;
            for (int n = 0; n < volume; n++) {
                int topic = words.anyTopic();
                add(
                        exchange(holder, n, n * gap + gap * (0.3 + 0.4 * random.nextDouble())),
                        random.nextInt(oneIn) == 0 ? words.harvest(topic) : words.chat(topic));
            }
        }
        return this;
    }

    private Supplier<String> interests(Supplier<Integer> topics) {
        List<Integer> own = List.of(topics.get(), topics.get());
        return () -> words.chat(own.get(random.nextInt(own.size())));
    }

    private void person(Holder holder, int volume, Supplier<String> prompts) {
        double habit = random.nextDouble(DAY_SECONDS);
        int n = 0;
        while (n < volume) {
            // A session: some exchanges within minutes, at the person's time of day.
            double second = random.nextInt(DAYS) * DAY_SECONDS
                    + Math.floorMod((long) (habit + random.nextGaussian() * 7_000), (long) DAY_SECONDS);
            for (int turn = 0; turn < 1 + random.nextInt(5) && n < volume; turn++, n++) {
                TestExchange exchange = exchange(holder, n, second);
                for (int earlier = 0; earlier < turn && logged != Logged.WITHOUT_TEXT; earlier++) {
                    exchange.says("and before that");
                }
                add(exchange, prompts.get());
                second += 20 + 300 * random.nextDouble() * random.nextDouble();
            }
        }
    }

    private Instant old() {
        return TestExchange.START.minus(Duration.ofDays(20 + random.nextInt(800)));
    }

    private Instant young() {
        return TestExchange.START.minus(Duration.ofDays(1 + random.nextInt(14)));
    }

    private Holder holder(String kind, int number, Optional<String> organisation, Instant created) {
        String account = String.format(Locale.ROOT, "%s-%03d", kind, number);
        accounts.add(account);
        String ip = "192.0." + random.nextInt(256) + "." + random.nextInt(256) + "/" + account;
        return new Holder(
                account,
                organisation,
                "card of " + account,
                created,
                ip,
                64_500 + random.nextInt(30),
                random.nextInt(SOFTWARE));
    }

    private TestExchange exchange(Holder holder, int number, double second) {
        TestExchange exchange = TestExchange.of(holder.account)
                .id(holder.account + "/" + number)
                .organisation(holder.organisation)
                .model("m-large")
                .second((long) second)
                .tokensOut(100 + number);
        if (logged != Logged.WITHOUT_ORIGIN) {
            exchange.client(holder.ip, holder.asn, "agent " + holder.software, "hello " + holder.software)
                    .payment(holder.payment)
                    .created(holder.created);
        }
        return exchange;
    }

    private void add(TestExchange exchange, String prompt) {
        if (logged != Logged.WITHOUT_TEXT) {
            exchange.says(prompt);
        }
        exchanges.add(exchange.digest());
    }
}
