// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Billing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Collects accounts and their streams while a population is drawn. */
final class Roster {
    private static final List<String> MODELS = List.of("m-large", "m-large", "m-mid", "m-mid", "m-small");
    private static final double DAY = 86_400_000;

    final Scenario scenario;
    final long seed;
    final PromptSource prompts;
    /** When simulated benign traffic begins, milliseconds since the epoch. */
    final long from;
    /** When the scored traffic begins. */
    final long start;

    final long until;
    /** The resellers enrolled so far. */
    final List<Reseller> resellers = new ArrayList<>();

    private final List<AccountStream> streams = new ArrayList<>();
    private int accounts;
    private int streamCount;

    Roster(Scenario scenario, long seed, PromptSource prompts) {
        this.scenario = scenario;
        this.seed = seed;
        this.prompts = prompts;
        start = scenario.start().toEpochMilli();
        from = start - scenario.baseline().toMillis();
        until = scenario.end().toEpochMilli();
    }

    /** Every stream that has an arrival at all. */
    List<AccountStream> streams() {
        return streams;
    }

    int accounts() {
        return accounts;
    }

    /** A random source for the next account or group, independent of all others. */
    SplittableRandom random(Kind kind, int number) {
        return Seeds.random(seed, 101, kind.label().hashCode(), number);
    }

    /** An opaque name for something that accounts share or own. */
    String token(String prefix, long value) {
        return prefix + Long.toHexString(Seeds.of(seed, prefix.hashCode(), value));
    }

    /** Facts of one account; kinds fill in what differs. */
    Account account(
            Kind kind,
            Optional<String> campaign,
            Optional<String> organisation,
            Access access,
            Billing billing,
            double pivot,
            SplittableRandom random) {
        String id = "acct-" + Long.toUnsignedString(Seeds.mix(seed * 0x9E3779B97F4A7C15L + accounts++), 36);
        long adopts = start
                + scenario.release().map(java.time.Duration::toMillis).orElse(0L)
                + (long) Seeds.lognormal(random, 6 * DAY, 1.2);
        return new Account(
                id, kind, campaign, organisation, access, billing, Slots.pick(MODELS, random), adopts, pivot);
    }

    /** Billing with a payment instrument of its own, or none on a free plan. */
    Billing billing(String plan, long created, SplittableRandom random) {
        Optional<String> payment =
                plan.equals("free") ? Optional.empty() : Optional.of(token("pay-", random.nextLong()));
        return new Billing(payment, Optional.of(plan), Optional.of(Instant.ofEpochMilli(created)));
    }

    Billing billing(String plan, long created, String payment) {
        return new Billing(Optional.of(payment), Optional.of(plan), Optional.of(Instant.ofEpochMilli(created)));
    }

    /** When an ordinary customer signed up: months before, a few only days ago. */
    long signedUp(SplittableRandom random) {
        return from - (long) Seeds.lognormal(random, 150 * DAY, 1.4);
    }

    void stream(Account account, Clock clock, Author author, SplittableRandom random) {
        AccountStream stream = new AccountStream(account, clock, author, random.nextLong(), streamCount++);
        if (stream.time() != Clock.NEVER) {
            streams.add(stream);
        }
    }
}
