// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Response;
import dev.stillwatch.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Simulates a scenario's traffic in order of time.
 *
 * <p>Keeps about a kilobyte per account and no exchange: text is made when it is needed, from seeds. The same scenario
 * and seed give the same exchanges on every run. Immutable; may be run any number of times, by several threads.
 */
public final class TrafficGenerator {
    private static final String NEW_MODEL = "m-next";
    private static final long DAY = 86_400_000L;

    private final Scenario scenario;
    private final long seed;

    /** A generator of a scenario's traffic for one seed. */
    public TrafficGenerator(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    /**
     * Hands every exchange to the sink, earliest first; those before the scenario's start are baseline traffic.
     *
     * @throws dev.stillwatch.exchange.StillwatchException when a folder the scenario names cannot be read
     */
    public void run(Consumer<? super LabelledExchange> sink) {
        runWhile(labelled -> {
            sink.accept(labelled);
            return true;
        });
    }

    /** Like {@link #run}, until the sink has seen enough and answers false. */
    public void runWhile(Predicate<? super LabelledExchange> sink) {
        runWhile(roster(), sink);
    }

    /** How many exchanges every campaign is going to make, without simulating what they say. */
    public Map<String, Long> planned() {
        Map<String, Long> planned = new TreeMap<>();
        for (AccountStream stream : roster().streams()) {
            stream.account().campaign().ifPresent(name -> {
                while (stream.time() != Clock.NEVER) {
                    planned.merge(name, 1L, Long::sum);
                    stream.advance();
                }
            });
        }
        return planned;
    }

    /** Every account that sends anything, without simulating what it says. */
    public List<Customer> customers() {
        Map<String, Customer> customers = new TreeMap<>();
        for (AccountStream stream : roster().streams()) {
            Account account = stream.account();
            customers.putIfAbsent(
                    account.id(),
                    new Customer(account.id(), account.kind(), account.organisation(), account.billing()));
        }
        return List.copyOf(customers.values());
    }

    private Roster roster() {
        PromptSource prompts = scenario.prompts().isPresent()
                ? PromptFolder.read(scenario.prompts().get())
                : PromptSource.BUILT_IN;
        Roster roster = new Roster(scenario, seed, prompts);
        new Census(roster).enrol();
        for (int i = 0; i < scenario.campaigns().size(); i++) {
            new Recruitment(roster, scenario.campaigns().get(i), i).enrol();
        }
        return roster;
    }

    /** Plays the streams of a roster in order of time. */
    static void run(Roster roster, Consumer<? super LabelledExchange> sink) {
        runWhile(roster, labelled -> {
            sink.accept(labelled);
            return true;
        });
    }

    private static void runWhile(Roster roster, Predicate<? super LabelledExchange> sink) {
        PriorityQueue<AccountStream> queue = new PriorityQueue<>(roster.streams());
        boolean more = true;
        for (AccountStream stream = queue.poll(); stream != null && more; stream = queue.poll()) {
            Account account = stream.account();
            Author.Ask ask = stream.ask();
            more = sink.test(new LabelledExchange(
                    exchange(stream, ask, roster.scenario), account.kind(), account.campaign(), ask.purpose()));
            stream.advance();
            if (stream.time() != Clock.NEVER) {
                queue.add(stream);
            }
        }
    }

    private static Exchange exchange(AccountStream stream, Author.Ask ask, Scenario scenario) {
        Account account = stream.account();
        Author.Moment moment = stream.moment();
        long unique = Seeds.of(moment.seed(), 121, moment.conversation(), moment.turn());
        SplittableRandom random = new SplittableRandom(unique);
        boolean refused = random.nextInt(250) == 0;
        long output = refused ? 0 : (long) Math.max(1, Seeds.lognormal(random, ask.answerTokens(), 0.6));
        int characters = 0;
        for (var message : ask.request().messages()) {
            characters += message.text().length();
        }
        String asked = ask.request().messages().getLast().text();
        Optional<Response> response = refused
                ? Optional.empty()
                : Optional.of(
                        new Response(Replies.to(asked, random.nextLong()), Optional.empty(), 0, Optional.of("stop")));
        return new Exchange(
                Optional.of("x" + Long.toUnsignedString(unique, 36)),
                Instant.ofEpochMilli(moment.time()),
                account.id(),
                account.organisation(),
                Api.CHAT,
                Optional.of(model(account, scenario, moment.time(), random)),
                ask.request(),
                response,
                new Usage(OptionalLong.of(4 + characters / 4), OptionalLong.of(output), OptionalLong.empty()),
                account.access().at(Seeds.of(moment.conversationSeed(), 122)),
                account.billing(),
                OptionalInt.of(refused ? 429 : 200),
                Optional.of(Duration.ofMillis((long) (200 + output * Seeds.lognormal(random, 12, 0.3)))));
    }

    private static String model(Account account, Scenario scenario, long time, SplittableRandom random) {
        if (scenario.release().isEmpty()) {
            return account.model();
        }
        long released = scenario.start().plus(scenario.release().get()).toEpochMilli();
        double moved = account.pivot() * Math.clamp((time - released) / (double) DAY, 0, 1);
        return random.nextDouble() < moved || (account.pivot() == 0 && time >= account.adopts())
                ? NEW_MODEL
                : account.model();
    }
}
