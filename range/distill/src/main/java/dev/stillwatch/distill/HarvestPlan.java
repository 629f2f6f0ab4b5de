// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.range.Scenario;
import dev.stillwatch.range.ScenarioFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Who harvests, among whom, and for how long.
 *
 * @param accounts of the campaign, 5 or more
 * @param benign accounts of everybody else, 50 or more
 * @param exchanges questions that the campaign sends in all, about; at least 2 for each account
 * @param lasts simulated time, the days before the campaign not counted
 * @param before simulated time that the service has run when the campaign begins
 * @param assessEvery simulated time between two judgements
 * @param alarmPeriod for which the share of false alarms is bounded
 * @param approvalAfter simulated time that a person takes to approve a suspension
 * @param seed the same seed makes the same traffic and the same problems
 */
public record HarvestPlan(
        int accounts,
        int benign,
        int exchanges,
        Duration lasts,
        Duration before,
        Duration assessEvery,
        Duration alarmPeriod,
        Duration approvalAfter,
        long seed) {
    private static final double THROTTLED_TO = 0.25;

    public HarvestPlan {
        if (accounts < 5 || benign < 50) {
            throw new StillwatchException("a campaign of " + accounts + " accounts among " + benign
                    + " others; it has 5 or more, among 50 or more");
        }
        if (exchanges < 2 * accounts) {
            throw new StillwatchException(
                    exchanges + " exchanges are too few for " + accounts + " accounts; ask for 2 each or more");
        }
        if (!lasts.isPositive() || before.isNegative() || !assessEvery.isPositive() || approvalAfter.isNegative()) {
            throw new IllegalArgumentException("times of a harvest are negative or zero");
        }
    }

    /** What a run of some minutes can hold: as long a harvest as the press described for an account. */
    public static HarvestPlan usual(int exchanges, long seed) {
        return new HarvestPlan(
                120,
                1_000,
                exchanges,
                Duration.ofDays(5),
                Duration.ofDays(2),
                Duration.ofHours(6),
                Duration.ofDays(7),
                Duration.ofHours(4),
                seed);
    }

    /** One simulated day and few accounts, to see that everything works. */
    public static HarvestPlan quick(int exchanges, long seed) {
        return new HarvestPlan(
                40,
                200,
                exchanges,
                Duration.ofDays(1),
                Duration.ofHours(6),
                Duration.ofHours(6),
                Duration.ofDays(1),
                Duration.ofHours(1),
                seed);
    }

    /** Questions that an account of the campaign sends in an hour. */
    double hourlyRate() {
        return (double) exchanges / accounts / (lasts.toMillis() / 3_600_000.0);
    }

    /** The time in which a throttled account has one request served. */
    Duration throttle() {
        return Duration.ofSeconds(Math.max(1, Math.round(3_600 / hourlyRate() / THROTTLED_TO)));
    }

    /** The population without problems in it: what its campaign sends is replaced by questions. */
    Scenario scenario() {
        Map<String, String> knobs = new LinkedHashMap<>();
        knobs.put("accounts", Integer.toString(accounts));
        knobs.put("benign", Integer.toString(benign));
        knobs.put("days", days(before.plus(lasts)));
        knobs.put("begin-day", days(before));
        knobs.put("campaign-days", days(lasts));
        knobs.put("rate", String.format(Locale.ROOT, "%.6f", hourlyRate()));
        knobs.put("mix", "reasoning:1");
        knobs.put("templates", Integer.toString(TEMPLATES));
        // Machines send most of the traffic and prove little here: fewer of them leave time for more people.
        knobs.put("share-application", "0.05");
        knobs.put("share-evaluation", "0.004");
        return ScenarioFactory.of("tiny", knobs);
    }

    /** How many templates the campaign puts its questions into. */
    static final int TEMPLATES = 60;

    private static String days(Duration time) {
        return String.format(Locale.ROOT, "%.6f", time.toMillis() / 86_400_000.0);
    }
}
