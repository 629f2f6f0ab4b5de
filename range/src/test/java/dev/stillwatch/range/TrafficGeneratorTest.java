// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficGeneratorTest {
    private static final Scenario MIXED = Traffic.scenario("benign=400", "accounts=30", "baseline-days=1");

    @TempDir
    private Path folder;

    @Test
    void run_sameSeed_sameBytes() throws IOException {
        write("a", 3);
        write("b", 3);
        write("c", 4);

        for (String file : List.of("traffic.jsonl", "baseline.jsonl", "truth.csv")) {
            assertThat(folder.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
        }
        assertThat(Files.mismatch(folder.resolve("a/traffic.jsonl"), folder.resolve("c/traffic.jsonl")))
                .isNotEqualTo(-1);
    }

    @Test
    void run_mixedScenario_timeOrderWithinTheSimulatedTime() {
        List<LabelledExchange> all = Traffic.of(MIXED, 1);

        assertThat(all).extracting(one -> one.exchange().time()).isSorted();
        assertThat(all.getFirst().exchange().time())
                .isAfterOrEqualTo(MIXED.start().minus(MIXED.baseline()));
        assertThat(all.getLast().exchange().time()).isBefore(MIXED.end());
        assertThat(all).extracting(one -> one.exchange().id().orElseThrow()).doesNotHaveDuplicates();
    }

    @Test
    void run_baseline_holdsNoCampaignAndNoNewcomer() {
        Set<Kind> before = Traffic.of(MIXED, 1).stream()
                .filter(one -> one.exchange().time().isBefore(MIXED.start()))
                .map(LabelledExchange::kind)
                .collect(Collectors.toSet());

        assertThat(before)
                .contains(Kind.PERSON, Kind.APPLICATION, Kind.ORGANISATION, Kind.RESELLER)
                .doesNotContain(Kind.CAMPAIGN, Kind.NEWCOMER, Kind.LAUNCH_WAVE);
    }

    @Test
    void folder_closed_truthNamesEveryAccountOfTheLogOnce() throws IOException {
        write("a", 3);

        List<String> lines = Files.readAllLines(folder.resolve("a/truth.csv"));
        List<String> accounts =
                lines.stream().skip(1).map(line -> line.split(",")[0]).toList();
        Set<String> logged = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("a/traffic.jsonl"))) {
            logged.add(line.replaceFirst(".*?\"account\":\"([^\"]+)\".*", "$1"));
        }
        assertThat(accounts).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(logged);
    }

    @Test
    void run_defaultShares_everyKindAppears() {
        Map<Kind, Long> counts = Traffic.of(Traffic.scenario("benign=1500", "days=3"), 1).stream()
                .collect(Collectors.groupingBy(
                        LabelledExchange::kind, () -> new EnumMap<>(Kind.class), Collectors.counting()));

        assertThat(counts).containsOnlyKeys(Kind.values());
    }

    @Test
    void run_organisation_sharesPaymentAndTemplatesUnderOneName() {
        Map<String, List<LabelledExchange>> organisations = Traffic.of(
                        "campaigns=0",
                        "benign=100",
                        "share-organisation=1",
                        "share-application=0",
                        "share-reseller=0",
                        "share-class=0",
                        "share-evaluation=0",
                        "share-viral=0",
                        "share-agent-framework=0",
                        "share-newcomer=0",
                        "share-launch-wave=0")
                .stream()
                .collect(Collectors.groupingBy(
                        one -> one.exchange().organisation().orElseThrow()));

        assertThat(organisations).hasSizeGreaterThan(3);
        assertThat(organisations.values())
                .allSatisfy(exchanges -> assertThat(exchanges)
                        .extracting(one -> one.exchange().billing().payment().orElseThrow())
                        .containsOnly(exchanges
                                .getFirst()
                                .exchange()
                                .billing()
                                .payment()
                                .orElseThrow()));
    }

    @Test
    void run_people_seldomSendTheSamePrompt() {
        List<String> openings = Traffic.of("campaigns=0", "benign=600", "days=4").stream()
                .filter(one -> one.kind() == Kind.PERSON)
                .filter(one -> one.exchange().request().messages().size() == 1)
                .map(Traffic::asked)
                .toList();

        double repeated = 1 - (double) new HashSet<>(openings).size() / openings.size();
        assertThat(openings).hasSizeGreaterThan(1000);
        assertThat(repeated).isLessThan(0.15);
    }

    @Test
    void run_evaluation_repeatsItemsAtTemperatureZero() {
        List<LabelledExchange> runs =
                Traffic.of("campaigns=0", "benign=400", "share-evaluation=0.02", "days=5").stream()
                        .filter(one -> one.kind() == Kind.EVALUATION)
                        .toList();

        assertThat(runs)
                .allSatisfy(
                        one -> assertThat(one.exchange().request().parameters().temperature())
                                .hasValue(0));
        assertThat((double) runs.stream().map(Traffic::asked).distinct().count() / runs.size())
                .isLessThan(0.7);
    }

    @Test
    void run_classes_meetTheirAssignmentWithinHours() {
        Map<String, List<LabelledExchange>> shared =
                Traffic.of("campaigns=0", "benign=200", "share-class=0.2", "days=3").stream()
                        .filter(one -> one.kind() == Kind.CLASS)
                        .filter(one -> one.exchange().request().messages().size() == 1)
                        .collect(Collectors.groupingBy(Traffic::asked));
        List<Instant> verbatim = shared.values().stream()
                .max(java.util.Comparator.comparingInt(
                        list -> Traffic.byAccount(list).size()))
                .orElseThrow()
                .stream()
                .map(one -> one.exchange().time())
                .toList();

        assertThat(verbatim).hasSizeGreaterThan(3);
        assertThat(verbatim.getFirst().until(verbatim.getLast()).toHours()).isLessThan(8);
    }

    @Test
    void run_release_ordinaryCustomersAdoptSlowly() {
        List<LabelledExchange> all = Traffic.of("campaigns=0", "benign=300", "days=6", "release-day=1");

        assertThat(newModel(all, "2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z"))
                .isBetween(0.0005, 0.2);
        assertThat(newModel(all, "2026-11-07T00:00:00Z", "2026-11-08T00:00:00Z"))
                .isGreaterThan(0.1);
        assertThat(newModel(all, "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"))
                .isCloseTo(0, within(1e-9));
    }

    private static double newModel(List<LabelledExchange> all, String from, String to) {
        return all.stream()
                .map(LabelledExchange::exchange)
                .filter(exchange -> !exchange.time().isBefore(Instant.parse(from))
                        && exchange.time().isBefore(Instant.parse(to)))
                .mapToInt(exchange -> exchange.model().orElseThrow().equals("m-next") ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private void write(String name, long seed) {
        try (TrafficFolder out = new TrafficFolder(folder.resolve(name), ".jsonl", MIXED.start())) {
            new TrafficGenerator(MIXED, seed).run(out);
        }
    }
}
