// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Traffic made of real corpora: a whole distillation data set dealt over accounts, among real users' prompts and jobs of
 * single customers that look like harvesting.
 *
 * <p>The folder holds {@code campaign/alpaca52k.jsonl.gz}, prompts of people under {@code benign/} ({@code arena_users}
 * with a member {@code user} keeps its grouping) and look-alikes under {@code benign_hard/}. Each job appears thrice:
 * several accounts that declare one organisation, several that share a payment instrument only, and one single account.
 *
 * @param folder the corpora
 * @param accounts accounts the data set is dealt to, each at one or two exchanges an hour
 * @param people accounts of people besides those of {@code arena_users}; 0 for as many as there are prompts without
 *     using one twice
 * @param start when the traffic begins
 * @param duration how long it lasts; what is not sent by then is not sent
 * @param leak share of the campaign's accounts that leak shared infrastructure
 */
public record CorpusMix(Path folder, int accounts, int people, Instant start, Duration duration, Probability leak) {
    private static final String CAMPAIGN = "alpaca";
    private static final int FEWEST_PROMPTS = 5;
    private static final int MOST_PROMPTS = 40;
    private static final Parameters JOB = Settings.limited(
            Settings.with(OptionalDouble.of(0), 1, false, false, ""),
            OptionalInt.of(512),
            java.util.OptionalLong.empty());
    private static final Parameters CHAT = Settings.with(OptionalDouble.empty(), 1, true, false, "");

    public CorpusMix {
        if (accounts < 1 || people < 0 || duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(
                    accounts + " campaign accounts among " + people + " people for " + duration);
        }
    }

    /**
     * Hands every exchange to the sink, earliest first.
     *
     * @throws StillwatchException when a corpus is missing, naming it
     */
    public void run(long seed, Consumer<? super LabelledExchange> sink) {
        Population nobody = new Population(0, Map.of(), false, new HourlyRate(1));
        Scenario scenario = new Scenario(
                start,
                duration,
                Duration.ZERO,
                Optional.empty(),
                nobody,
                List.of(),
                Optional.empty(),
                Optional.empty());
        Roster roster = new Roster(scenario, seed, PromptSource.BUILT_IN);
        dealCampaign(roster);
        arenaUsers(roster);
        otherPeople(roster);
        jobs(roster);
        TrafficGenerator.run(roster, sink);
    }

    private void dealCampaign(Roster roster) {
        List<List<String>> items = prompts(folder.resolve("campaign/alpaca52k.jsonl.gz"));
        shuffle(items, Seeds.of(roster.seed, 141));
        CampaignPlan plan = new CampaignPlan(
                CAMPAIGN,
                accounts,
                new HourlyRate(1.5),
                Duration.ZERO,
                duration,
                new Probability(0),
                OptionalInt.empty(),
                Paraphrase.NONE,
                new Probability(0),
                leak,
                CampaignClock.FLAT,
                new Probability(0),
                new Probability(0),
                Map.of(Harvest.PLAIN, 1.0),
                Split.SCORING,
                Disguise.NONE);
        CampaignIdentities identities = new CampaignIdentities(roster, plan, 0);
        for (int i = 0; i < accounts; i++) {
            SplittableRandom random = Seeds.random(roster.seed, 142, i);
            List<List<String>> own = hand(items, i, accounts);
            Clock clock = MachineClock.flat(1 + random.nextDouble(), roster.start, roster.until);
            Account account = identities.account(roster.start, roster.until, random, Seeds.of(roster.seed, 145, i));
            Script script = Script.of(own, Parameters.DEFAULTS);
            Author harvest = moment -> script.ask(moment).sentFor(Purpose.HARVEST);
            roster.stream(account, new LimitedClock(clock, own.size()), harvest, random);
        }
    }

    private void arenaUsers(Roster roster) {
        Map<String, List<CorpusFile.Row>> byUser = new LinkedHashMap<>();
        double first = Double.MAX_VALUE;
        for (CorpusFile.Row row : CorpusFile.read(folder.resolve("benign/arena_users.jsonl.gz"))) {
            byUser.computeIfAbsent(row.member("user").orElse(""), user -> new ArrayList<>())
                    .add(row);
            first = Math.min(first, seconds(row));
        }
        int number = 0;
        for (List<CorpusFile.Row> rows : byUser.values()) {
            SplittableRandom random = Seeds.random(roster.seed, 143, number++);
            List<List<String>> conversations = new ArrayList<>();
            List<Long> times = new ArrayList<>();
            for (CorpusFile.Row row : rows) {
                // Months of real time are folded into the simulated stretch; order within it is that of the clock.
                long at = (long) ((seconds(row) - first) * 1000) % duration.toMillis();
                for (int turn = 0; turn < row.prompts().size(); turn++) {
                    times.add(Math.min(roster.until - 1, roster.start + at + turn * 90_000L));
                }
                conversations.add(row.prompts());
            }
            Clock clock = new ScheduledClock(times.stream().mapToLong(t -> t).toArray());
            roster.stream(person(roster, random), clock, Script.of(conversations, CHAT), random);
        }
    }

    private static double seconds(CorpusFile.Row row) {
        return Double.parseDouble(row.member("ts").orElse("0"));
    }

    private void otherPeople(Roster roster) {
        List<List<String>> all = new ArrayList<>();
        for (Path file : CorpusFile.in(folder.resolve("benign"))) {
            if (!file.getFileName().toString().startsWith("arena_users")) {
                all.addAll(prompts(file));
            }
        }
        int next = 0;
        for (int number = 0; people > 0 ? number < people : next < all.size(); number++) {
            SplittableRandom random = Seeds.random(roster.seed, 144, number);
            int wanted = FEWEST_PROMPTS + random.nextInt(MOST_PROMPTS - FEWEST_PROMPTS + 1);
            List<List<String>> own = new ArrayList<>();
            for (int turns = 0; turns < wanted; next++) {
                // Neighbouring rows of a corpus are likelier to be of one author and taste.
                List<String> conversation = all.get(next % all.size());
                own.add(conversation);
                turns += conversation.size();
            }
            Script script = Script.of(own, CHAT);
            Account account = person(roster, random);
            double rate = script.exchanges().size() * 3_600_000.0 / duration.toMillis();
            double zone = account.access().addresses().getFirst().zoneHours();
            Clock clock = new HumanClock(1.3 * rate, 3, zone, false, roster.start, roster.until);
            roster.stream(account, new LimitedClock(clock, script.exchanges().size()), script, random);
        }
    }

    private static Account person(Roster roster, SplittableRandom random) {
        Billing billing = roster.billing(random.nextInt(3) == 0 ? "free" : "plus", roster.signedUp(random), random);
        return roster.account(
                Kind.PERSON, Optional.empty(), Optional.empty(), Access.person(random), billing, 0, random);
    }

    private void jobs(Roster roster) {
        Path hard = folder.resolve("benign_hard");
        CorpusJobs jobs = new CorpusJobs(roster, JOB);
        jobs.enrol(Kind.EVALUATION, prompts(hard.resolve("gsm8k.jsonl.gz")));
        jobs.enrol(Kind.ORGANISATION, prompts(hard.resolve("rubric_grading.jsonl.gz")));
        Map<String, List<List<String>>> byTask = new LinkedHashMap<>();
        for (CorpusFile.Row row : CorpusFile.read(hard.resolve("t0_template_jobs.jsonl.gz"))) {
            byTask.computeIfAbsent(row.member("task").orElse(""), task -> new ArrayList<>())
                    .add(row.prompts());
        }
        byTask.values().forEach(items -> jobs.enrol(Kind.ORGANISATION, items));
    }

    private static List<List<String>> prompts(Path file) {
        List<List<String>> prompts = new ArrayList<>();
        for (CorpusFile.Row row : CorpusFile.read(file)) {
            if (!row.prompts().isEmpty()) {
                prompts.add(row.prompts());
            }
        }
        return prompts;
    }

    /** Every {@code hands}-th item, from {@code hand} on. */
    static List<List<String>> hand(List<List<String>> items, int hand, int hands) {
        List<List<String>> own = new ArrayList<>();
        for (int i = hand; i < items.size(); i += hands) {
            own.add(items.get(i));
        }
        return own;
    }

    private static void shuffle(List<List<String>> items, long seed) {
        Collections.shuffle(items, new Random(seed));
    }
}
