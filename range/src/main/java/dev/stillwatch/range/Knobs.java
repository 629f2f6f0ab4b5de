// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** A scenario as text: every knob by name, as a command line or a properties file gives them. */
final class Knobs {
    /** Every knob and what it sets. */
    static final Map<String, String> DESCRIPTIONS = descriptions();

    private final Map<String, String> values = new LinkedHashMap<>();

    Knobs with(Map<String, String> more) {
        more.forEach((name, value) -> {
            if (!DESCRIPTIONS.containsKey(name)) {
                throw new StillwatchException("unknown knob '" + name + "', did you mean '" + nearest(name)
                        + "'? Known: " + String.join(", ", DESCRIPTIONS.keySet()));
            }
            values.put(name, value);
        });
        return this;
    }

    private static Map<String, String> descriptions() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("start", "when the traffic begins, RFC 3339");
        all.put("days", "how many days it lasts");
        all.put("baseline-days", "days of benign traffic before the start, written as baseline log");
        all.put("release-day", "day on which a new model is released; none for no release");
        all.put("benign", "benign accounts");
        all.put("person-rate", "median exchanges an hour of a person");
        for (Kind kind : Kind.values()) {
            if (kind != Kind.PERSON && kind != Kind.CAMPAIGN) {
                all.put("share-" + kind.label(), "share of " + kind.label() + " accounts among the benign, 0 to 1");
            }
        }
        all.put("resellers-declare", "whether resellers declare their organisation, true or false");
        all.put("prompts", "folder of real prompts for people; none for made-up ones");
        all.put("timing", "folder of ServeGen traces for applications; none for fitted parameters");
        all.put("campaigns", "how many campaigns with the knobs below, 0 or more");
        all.put("accounts", "accounts at work in a campaign");
        all.put("rate", "exchanges an hour of a campaign account");
        all.put("begin-day", "day on which a campaign begins, 0 for the first");
        all.put("campaign-days", "days a campaign lasts; all for to the end");
        all.put("dilution", "share of ordinary customers' prompts in a campaign, 0 to 1");
        all.put("templates", "distinct templates of a campaign; unique for bare data-set items");
        all.put("paraphrase", "none, slot or full");
        all.put("miss", "share of requests that full paraphrase rewords, 0 to 1");
        all.put("leak", "share of campaign accounts that leak shared infrastructure, 0 to 1");
        all.put("clock", "flat, round-robin or human");
        all.put("replacement", "share of campaign accounts replaced a day, 0 to 1");
        all.put("pivot", "share of campaign traffic moving to the new model within a day of its release");
        all.put("mix", "what is harvested: default, or as in reasoning:0.5,rows:0.5");
        all.put("split", "tuning or scoring");
        return all;
    }

    Scenario scenario() {
        List<CampaignPlan> campaigns = new ArrayList<>();
        int count = integer("campaigns", "1");
        for (int i = 0; i < count; i++) {
            campaigns.add(campaign("c" + (i + 1)));
        }
        Map<Kind, Probability> shares = new EnumMap<>(Population.defaultShares());
        for (Kind kind : shares.keySet()) {
            shares.computeIfPresent(
                    kind, (k, share) -> probability("share-" + k.label(), Double.toString(share.value())));
        }
        Population population = new Population(
                integer("benign", "3000"),
                shares,
                Boolean.parseBoolean(text("resellers-declare", "false")),
                new HourlyRate(number("person-rate", "0.12")));
        return new Scenario(
                parsed("start", "2026-11-02T00:00:00Z", Instant::parse),
                days("days", "7"),
                days("baseline-days", "0"),
                text("release-day", "none").equals("none") ? Optional.empty() : Optional.of(days("release-day", "")),
                population,
                campaigns,
                folder("prompts"),
                folder("timing"));
    }

    private CampaignPlan campaign(String name) {
        Split split = parsed("split", "scoring", text -> Split.valueOf(text.toUpperCase(Locale.ROOT)));
        String templates = text("templates", "2000");
        String lasts = text("campaign-days", "all");
        return new CampaignPlan(
                name,
                integer("accounts", "300"),
                new HourlyRate(number("rate", "0.5")),
                days("begin-day", "0"),
                lasts.equals("all") ? days("days", "7") : days("campaign-days", ""),
                probability("dilution", "0"),
                templates.equals("unique") ? OptionalInt.empty() : OptionalInt.of(integer("templates", "2000")),
                parsed("paraphrase", "slot", text -> Paraphrase.valueOf(text.toUpperCase(Locale.ROOT))),
                probability("miss", "0.3"),
                probability("leak", "0.1"),
                parsed(
                        "clock",
                        "flat",
                        text -> CampaignClock.valueOf(
                                text.toUpperCase(Locale.ROOT).replace('-', '_'))),
                probability("replacement", "0"),
                probability("pivot", "0"),
                mix(split),
                split);
    }

    private Map<Harvest, Double> mix(Split split) {
        String text = text("mix", "default");
        if (text.equals("default")) {
            return Harvest.defaultMix(split);
        }
        Map<Harvest, Double> mix = new EnumMap<>(Harvest.class);
        for (String part : text.split(",")) {
            String[] pair = part.strip().split(":");
            parsed(
                    "mix",
                    "",
                    whole -> mix.put(
                                    Harvest.valueOf(pair[0].toUpperCase(Locale.ROOT)),
                                    pair.length > 1 ? Double.parseDouble(pair[1]) : 1.0)
                            == null);
        }
        return mix;
    }

    private String text(String name, String fallback) {
        return values.getOrDefault(name, fallback).strip();
    }

    private int integer(String name, String fallback) {
        return parsed(name, fallback, Integer::parseInt);
    }

    private double number(String name, String fallback) {
        return parsed(name, fallback, Double::parseDouble);
    }

    private Probability probability(String name, String fallback) {
        return parsed(name, fallback, text -> new Probability(Double.parseDouble(text)));
    }

    private Duration days(String name, String fallback) {
        return parsed(name, fallback, text -> Duration.ofMillis((long) (Double.parseDouble(text) * 86_400_000L)));
    }

    private Optional<Path> folder(String name) {
        String value = text(name, "none");
        return value.equals("none") ? Optional.empty() : Optional.of(Path.of(value));
    }

    private <T> T parsed(String name, String fallback, java.util.function.Function<String, T> parser) {
        String value = text(name, fallback);
        try {
            return parser.apply(value);
        } catch (RuntimeException e) {
            throw new StillwatchException(
                    "knob '" + name + "' does not take '" + value + "': " + DESCRIPTIONS.get(name), e);
        }
    }

    private static String nearest(String name) {
        TreeSet<String> byDistance =
                new TreeSet<>(java.util.Comparator.<String>comparingInt(known -> distance(name, known))
                        .thenComparing(known -> known));
        byDistance.addAll(DESCRIPTIONS.keySet());
        return byDistance.getFirst();
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
