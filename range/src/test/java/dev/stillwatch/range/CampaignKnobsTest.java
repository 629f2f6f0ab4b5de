// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignKnobsTest {
    private static final long FIRST_CAMPAIGN_ASN = 64_512 + 240;
    private static final Map<String, Double> ZONES = TextResource.load("software.txt").entries("countries").stream()
            .map(country -> country.split(" "))
            .collect(Collectors.toMap(
                    country -> country[0], country -> Double.parseDouble(country[1]), (east, west) -> east));
    private static final long LAST_CAMPAIGN_ASN = 64_512 + 259;

    @ParameterizedTest
    @ValueSource(strings = {"flat", "round-robin", "jittered", "human"})
    void rate_anyClock_isMet(String clock) {
        int exchanges = Traffic.of("accounts=100", "days=7", "rate=1.07", "clock=" + clock)
                .size();

        assertThat(exchanges / (100.0 * 7 * 24)).isCloseTo(1.07, within(0.06));
    }

    @Test
    void clock_roundRobin_intervalsHardlyVary() {
        assertThat(variation("round-robin")).isLessThan(0.1);
    }

    @Test
    void clock_flat_intervalsVaryLikePoisson() {
        assertThat(variation("flat")).isCloseTo(1, within(0.1));
    }

    @Test
    void clock_human_restsAtNight() {
        List<LabelledExchange> all = Traffic.of("accounts=1", "days=60", "rate=2", "clock=human");
        Map<Integer, Long> hours = all.stream()
                .collect(Collectors.groupingBy(
                        one -> one.exchange().time().atOffset(ZoneOffset.UTC).getHour(), Collectors.counting()));
        long most = hours.values().stream().mapToLong(n -> n).max().orElseThrow();
        long quietest = java.util.stream.IntStream.range(0, 24)
                .mapToLong(hour -> hours.getOrDefault(hour, 0L))
                .min()
                .orElseThrow();

        assertThat(quietest).isLessThan(most / 5);
    }

    @Test
    void clock_jittered_liesBetweenTheBalancerAndThePerson() {
        assertThat(variation("jittered")).isBetween(2 * variation("round-robin"), variation("human") / 2);
    }

    @Test
    void rhythm_none_theNightIsAsBusyAsTheDay() {
        assertThat(nightShare("0")).isCloseTo(6 / 24.0, within(0.03));
    }

    @Test
    void rhythm_whole_theNightIsAPersons() {
        assertThat(nightShare("1")).isLessThan(0.13);
    }

    /** Share of exchanges from one to seven in the morning, by the clock of the country. */
    private static double nightShare(String rhythm) {
        return Traffic.of("days=14", "rate=1", "clock=jittered", "leak=0", "rhythm=" + rhythm).stream()
                .mapToInt(one -> {
                    double zone =
                            ZONES.getOrDefault(one.exchange().client().country().orElseThrow(), 0.0);
                    long local = one.exchange().time().toEpochMilli() + (long) (zone * 3_600_000);
                    long hour = Math.floorMod(local / 3_600_000, 24L);
                    return hour >= 1 && hour < 7 ? 1 : 0;
                })
                .average()
                .orElseThrow();
    }

    @Test
    void accounts_are_young() {
        Instant month = Instant.parse("2026-10-05T00:00:00Z");

        assertThat(Traffic.of("accounts=50"))
                .allSatisfy(one -> assertThat(one.exchange().billing().created().orElseThrow())
                        .isAfter(month)
                        .isBefore(one.exchange().time()));
    }

    @Test
    void dilution_half_halfOfTheExchangesAreCover() {
        CampaignPlan plan = Traffic.scenario("dilution=0.5").campaigns().getFirst();
        HarvestWordings wordings = HarvestWordings.of(plan.split());
        Author cover = Occasions.viral(0, Interests.everyday(Seeds.random(1)));
        Author harvest = new TemplateHarvest(plan, wordings, wordings.templates(50, plan.mix(), 1));
        Harvester harvester = new Harvester(plan, harvest, cover, cover);
        int covers = 0;
        for (int i = 0; i < 4000; i++) {
            String text = harvester
                    .ask(new Author.Moment(5, i, 0, 0))
                    .request()
                    .messages()
                    .getFirst()
                    .text();
            covers += text.startsWith("I want you to act as my") ? 1 : 0;
        }

        assertThat(covers / 4000.0).isCloseTo(0.5, within(0.03));
    }

    @Test
    void templates_asMany_areDistinct() {
        for (Split split : Split.values()) {
            List<HarvestTemplate> templates = HarvestWordings.of(split).templates(2000, Harvest.defaultMix(split), 9);

            assertThat(new HashSet<>(templates)).hasSize(2000);
            assertThat(templates.stream().map(HarvestTemplate::text).distinct().count())
                    .isGreaterThan(1700);
        }
    }

    @Test
    void templates_two_onlyTwoFramingsAppear() {
        List<LabelledExchange> all = Traffic.of("templates=2", "paraphrase=none", "mix=sensitive:1");
        Set<String> heads = all.stream()
                .map(one -> Traffic.asked(one).replaceAll("\\d+", "#").substring(0, 8))
                .collect(Collectors.toSet());

        assertThat(heads).hasSize(2);
    }

    @Test
    void templates_unique_promptsAreBareAndDiverse() {
        List<String> asked =
                Traffic.of("templates=unique").stream().map(Traffic::asked).toList();

        assertThat(asked)
                .allSatisfy(text -> assertThat(text).hasSizeLessThan(320).doesNotContain("{"));
        assertThat((double) new HashSet<>(asked).size() / asked.size()).isGreaterThan(0.95);
    }

    @Test
    void paraphrase_full_requestsOfOneTemplateShareFewWords() {
        double verbatim = overlap("none", "0");
        double reworded = overlap("full", "1");

        assertThat(verbatim).isGreaterThan(reworded + 0.15);
    }

    @Test
    void paraphrase_each_sharesFewerWordsThanTheOneBefore() {
        double none = overlap("none", "0");
        double slot = overlap("slot", "0");
        double full = overlap("full", "1");

        assertThat(slot).isLessThan(none - 0.03).isGreaterThan(full + 0.03);
        assertThat(overlap("full", "0")).isCloseTo(slot, within(0.03));
    }

    @Test
    void leak_none_noSharedFacts() {
        assertThat(leaking("0")).isZero();
    }

    @Test
    void leak_half_halfOfTheAccountsShareFacts() {
        assertThat(leaking("0.5")).isCloseTo(0.5, within(0.08));
    }

    @Test
    void infrastructure_ofTheSplits_isDisjoint() {
        Set<Long> tuning = networks("tuning");
        Set<Long> scoring = networks("scoring");

        assertThat(tuning).isNotEmpty().doesNotContainAnyElementsOf(scoring);
        assertThat(scoring).isNotEmpty();
    }

    @Test
    void replacement_tenPercentADay_newAccountsTakeOver() {
        List<LabelledExchange> all = Traffic.of("accounts=100", "days=10", "replacement=0.1", "rate=2");

        assertThat(Traffic.byAccount(all).size()).isBetween(175, 240);
        assertThat(all.size() / (100.0 * 10 * 24)).isCloseTo(2, within(0.1));
    }

    @Test
    void pivot_half_halfTheTrafficMovesWithinADay() {
        List<LabelledExchange> all = Traffic.of("accounts=60", "days=4", "release-day=1", "pivot=0.5", "rate=1");
        Instant settled = Instant.parse("2026-11-04T00:00:00Z");
        double moved = all.stream()
                .map(LabelledExchange::exchange)
                .filter(exchange -> exchange.time().isAfter(settled))
                .mapToInt(exchange -> exchange.model().orElseThrow().equals("m-next") ? 1 : 0)
                .average()
                .orElseThrow();

        assertThat(moved).isCloseTo(0.5, within(0.04));
    }

    private static double variation(String clock) {
        List<Exchange> all = Traffic.of("accounts=1", "days=40", "rate=2", "clock=" + clock).stream()
                .map(LabelledExchange::exchange)
                .toList();
        double[] gaps = new double[all.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Duration.between(all.get(i).time(), all.get(i + 1).time()).toMillis();
        }
        double mean = java.util.Arrays.stream(gaps).average().orElseThrow();
        double variance = java.util.Arrays.stream(gaps)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow();
        return Math.sqrt(variance) / mean;
    }

    /** Mean share of common words of consecutive requests of a campaign with one template. */
    private static double overlap(String paraphrase, String miss) {
        List<String> asked =
                Traffic.of("templates=1", "paraphrase=" + paraphrase, "miss=" + miss, "mix=tools:1").stream()
                        .map(Traffic::asked)
                        .toList();
        double sum = 0;
        for (int i = 1; i < asked.size(); i++) {
            Set<String> a = Set.of(distinctWords(asked.get(i - 1)));
            Set<String> both = new HashSet<>(a);
            both.retainAll(Set.of(distinctWords(asked.get(i))));
            sum += both.size() / (double) a.size();
        }
        return sum / (asked.size() - 1);
    }

    private static String[] distinctWords(String text) {
        return java.util.Arrays.stream(text.toLowerCase(java.util.Locale.ROOT).split("\\W+"))
                .distinct()
                .toArray(String[]::new);
    }

    /** Share of accounts with campaign hosting, a campaign client, or a payment that another account has as well. */
    private static double leaking(String leak) {
        List<LabelledExchange> all = Traffic.of("accounts=400", "days=1", "rate=1", "leak=" + leak);
        Map<String, Set<String>> payers = new HashMap<>();
        all.forEach(one -> payers.computeIfAbsent(
                        one.exchange().billing().payment().orElseThrow(), payment -> new HashSet<>())
                .add(one.exchange().account()));
        Set<String> clients = Access.Software.all("scoring").stream()
                .map(Access.Software::ja4)
                .collect(Collectors.toSet());
        Map<String, List<LabelledExchange>> accounts = Traffic.byAccount(all);
        long leaking = accounts.values().stream()
                .filter(list -> list.stream()
                        .map(LabelledExchange::exchange)
                        .anyMatch(exchange -> hosted(exchange)
                                || clients.contains(exchange.client().ja4().orElseThrow())
                                || payers.getOrDefault(
                                                        exchange.billing()
                                                                .payment()
                                                                .orElseThrow(),
                                                        Set.of())
                                                .size()
                                        > 1))
                .count();
        return (double) leaking / accounts.size();
    }

    private static boolean hosted(Exchange exchange) {
        long asn = exchange.client().asn().orElseThrow();
        return asn >= FIRST_CAMPAIGN_ASN && asn <= LAST_CAMPAIGN_ASN;
    }

    private static Set<Long> networks(String split) {
        return Traffic.of("accounts=100", "leak=0.5", "split=" + split).stream()
                .map(LabelledExchange::exchange)
                .filter(CampaignKnobsTest::hosted)
                .map(exchange -> exchange.client().asn().orElseThrow())
                .collect(Collectors.toSet());
    }
}
