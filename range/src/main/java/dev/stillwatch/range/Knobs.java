// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** A scenario as text: every knob by name, as a command line or a properties file gives them. */
final class Knobs {
    private static final int MOST_DAYS = 3_650;
    private static final Map<String, Knob> KNOWN =
            Knob.ALL.stream().collect(Collectors.toMap(Knob::name, knob -> knob, (a, b) -> a, LinkedHashMap::new));

    private final Map<String, String> values = new LinkedHashMap<>();

    Knobs with(Map<String, String> more) {
        more.forEach((name, value) -> {
            if (!KNOWN.containsKey(name)) {
                throw new StillwatchException("unknown knob '" + name + "', did you mean '" + nearest(name)
                        + "'? Known: " + String.join(", ", KNOWN.keySet()));
            }
            values.put(name, value);
        });
        return this;
    }

    /** The value of every knob. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        KNOWN.keySet().forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    /**
     * The scenario these knobs amount to.
     *
     * @throws StillwatchException when a value is out of its range
     */
    Scenario scenario() {
        try {
            return assembled();
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("no such scenario: " + e.getMessage(), e);
        }
    }

    private Scenario assembled() {
        List<CampaignPlan> campaigns = new ArrayList<>();
        int count = integer("campaigns");
        for (int i = 0; i < count; i++) {
            campaigns.add(campaign("c" + (i + 1)));
        }
        Map<Kind, Probability> shares = new EnumMap<>(Population.defaultShares());
        for (Kind kind : List.copyOf(shares.keySet())) {
            shares.replace(kind, probability("share-" + kind.label()));
        }
        Population population = new Population(
                integer("benign"),
                shares,
                parsed("resellers-declare", Knobs::yesOrNo),
                new HourlyRate(number("person-rate")));
        return new Scenario(
                parsed("start", Instant::parse),
                days("days"),
                days("baseline-days"),
                text("release-day").equals("none") ? Optional.empty() : Optional.of(days("release-day")),
                population,
                campaigns,
                folder("prompts"),
                folder("timing"));
    }

    private CampaignPlan campaign(String name) {
        Split split = parsed("split", text -> Split.valueOf(text.toUpperCase(Locale.ROOT)));
        String templates = text("templates");
        String lasts = text("campaign-days");
        return new CampaignPlan(
                name,
                integer("accounts"),
                new HourlyRate(number("rate")),
                days("begin-day"),
                lasts.equals("all") ? days("days") : days("campaign-days"),
                probability("dilution"),
                templates.equals("unique") ? OptionalInt.empty() : OptionalInt.of(integer("templates")),
                parsed("paraphrase", text -> Paraphrase.valueOf(text.toUpperCase(Locale.ROOT))),
                probability("miss"),
                probability("leak"),
                parsed("clock", text -> CampaignClock.valueOf(constant(text))),
                probability("replacement"),
                probability("pivot"),
                mix(split),
                split,
                new Disguise(
                        parsed("items", text -> ItemSource.valueOf(constant(text))),
                        probability("decoys"),
                        probability("aged"),
                        rate("sleeper-rate"),
                        probability("reseller-share"),
                        parsed("relay", text -> Relay.valueOf(constant(text))),
                        probability("rhythm")));
    }

    /** The name of an enum's constant in source. */
    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private Map<Harvest, Double> mix(Split split) {
        String text = text("mix");
        if (text.equals("default")) {
            return Harvest.defaultMix(split);
        }
        Map<Harvest, Double> mix = new EnumMap<>(Harvest.class);
        for (String part : text.split(",")) {
            String[] pair = part.strip().split(":");
            parsed(
                    "mix",
                    whole -> mix.put(
                                    Harvest.valueOf(pair[0].toUpperCase(Locale.ROOT)),
                                    pair.length > 1 ? Double.parseDouble(pair[1]) : 1.0)
                            == null);
        }
        return mix;
    }

    private static Knob knob(String name) {
        return Objects.requireNonNull(KNOWN.get(name), name);
    }

    private String text(String name) {
        return values.getOrDefault(name, knob(name).fallback()).strip();
    }

    private int integer(String name) {
        return parsed(name, text -> {
            int number = Integer.parseInt(text);
            if (number < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
            return number;
        });
    }

    private double number(String name) {
        return parsed(name, Double::parseDouble);
    }

    /** A number of 0 or more. */
    private double rate(String name) {
        return parsed(name, text -> {
            double number = Double.parseDouble(text);
            if (!(number >= 0 && Double.isFinite(number))) {
                throw new IllegalArgumentException("a rate is " + number + ", must be 0 or more");
            }
            return number;
        });
    }

    private Probability probability(String name) {
        return parsed(name, text -> new Probability(Double.parseDouble(text)));
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private Duration days(String name) {
        return parsed(name, text -> {
            double days = Double.parseDouble(text);
            if (!(days >= 0 && days <= MOST_DAYS)) {
                throw new IllegalArgumentException("days are " + days + ", must be 0 to " + MOST_DAYS);
            }
            return Duration.ofMillis((long) (days * 86_400_000L));
        });
    }

    private Optional<Path> folder(String name) {
        String value = text(name);
        return value.equals("none") ? Optional.empty() : Optional.of(Path.of(value));
    }

    private <T> T parsed(String name, java.util.function.Function<String, T> parser) {
        String value = text(name);
        try {
            return parser.apply(value);
        } catch (RuntimeException e) {
            throw new StillwatchException(
                    "knob '" + name + "' does not take '" + value + "': "
                            + knob(name).description(),
                    e);
        }
    }

    private static String nearest(String name) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return KNOWN.keySet().stream()
                .min(Comparator.<String>comparingInt(known -> distance.apply(name, known))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
