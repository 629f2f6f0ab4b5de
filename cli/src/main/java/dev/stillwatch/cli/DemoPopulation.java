// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.range.ScenarioFactory;
import dev.stillwatch.range.TrafficGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who takes part in a demo, for as many rounds as it lasts. Each round is two months of a population of its own.
 *
 * @param accounts of the campaign
 * @param seed the same seed makes the same traffic
 */
record DemoPopulation(int accounts, long seed) {
    private static final int DAYS = 60;
    /** As many as certify a finding within three days, see AlarmBudget, and few enough to be sent in seconds. */
    private static final int BENIGN = 1_000;

    /** Traffic that the service has seen before anybody looks, sent as fast as it is answered. */
    static final Duration HISTORY = Duration.ofDays(3);

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    /** When the traffic of a round begins. */
    Instant start(int round) {
        return START.plus(Duration.ofDays((long) DAYS * round));
    }

    /** From when on time keeps its pace. */
    Instant live() {
        return START.plus(HISTORY);
    }

    /** The traffic of a round. */
    TrafficGenerator round(int round) {
        Map<String, String> knobs = new LinkedHashMap<>();
        knobs.put("start", start(round).toString());
        knobs.put("days", Integer.toString(DAYS));
        knobs.put("benign", Integer.toString(BENIGN));
        knobs.put("accounts", Integer.toString(accounts));
        // Machines send most of the traffic and prove little here: fewer of them leave time for more people.
        knobs.put("share-application", "0.05");
        knobs.put("share-evaluation", "0.004");
        knobs.put("templates", "200");
        return new TrafficGenerator(ScenarioFactory.of("tiny", knobs), seed + round);
    }
}
