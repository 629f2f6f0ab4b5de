// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.kafka.Broker;
import dev.stillwatch.report.AssessmentRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was found of each account and each campaign, as the JSON that leaves Stillwatch.
 *
 * @param accounts by name
 * @param campaigns by id
 */
record Verdicts(Map<String, String> accounts, Map<String, String> campaigns) {
    private static final Pattern EXCHANGES = Pattern.compile("\"exchanges\":(\\d+)");

    static Verdicts of(Assessment assessment) {
        Map<String, String> accounts = new TreeMap<>();
        Map<String, String> campaigns = new TreeMap<>();
        AssessmentRecords.write(assessment, Instant.EPOCH, line -> {
            switch (line.kind()) {
                case ACCOUNT -> accounts.put(line.key(), line.json());
                case CAMPAIGN -> campaigns.put(line.key(), line.json());
                case ASSESSMENT -> {
                    // Says the time, which a scan has none of.
                }
            }
        });
        return new Verdicts(accounts, campaigns);
    }

    /** What a job wrote: each account's latest record, and the campaigns of the latest time. */
    static Verdicts of(Broker broker, RunningJob.Plan plan) {
        List<ConsumerRecord<byte[], byte[]>> campaigns = broker.read(plan.topic("campaigns"));
        long last = campaigns.stream().mapToLong(Verdicts::until).max().orElse(0);
        campaigns.removeIf(each -> until(each) != last);
        return new Verdicts(latest(broker.read(plan.topic("accounts"))), latest(campaigns));
    }

    private static Map<String, String> latest(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Long> times = new HashMap<>();
        Map<String, String> latest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            String key = new String(each.key(), StandardCharsets.UTF_8);
            if (times.merge(key, until(each), Math::max) == until(each)) {
                latest.put(key, new String(each.value(), StandardCharsets.UTF_8));
            }
        }
        return latest;
    }

    private static long until(ConsumerRecord<byte[], byte[]> each) {
        return Long.parseLong(new String(each.headers().lastHeader("until").value(), StandardCharsets.US_ASCII));
    }

    /** Exchanges of all accounts. */
    long exchanges() {
        return accounts.values().stream()
                .map(EXCHANGES::matcher)
                .filter(Matcher::find)
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .sum();
    }

    /** Where another differs, a line for each; none when they are the same, character by character. */
    List<String> differences(Verdicts other) {
        List<String> differences = new ArrayList<>(differences("account", accounts, other.accounts));
        differences.addAll(differences("campaign", campaigns, other.campaigns));
        return differences;
    }

    private static List<String> differences(String what, Map<String, String> ours, Map<String, String> theirs) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(ours.keySet());
        keys.addAll(theirs.keySet());
        for (String key : keys) {
            String mine = ours.getOrDefault(key, "nothing");
            String other = theirs.getOrDefault(key, "nothing");
            if (!mine.equals(other)) {
                differences.add(what + " " + key + ":\n  " + mine + "\n  " + other);
            }
        }
        return differences;
    }
}
