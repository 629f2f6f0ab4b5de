// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What campaigns do so as to look like somebody else, as the traffic shows it. */
class CampaignDisguiseTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    @Test
    void items_people_readLikePeopleAndHardlyRepeat() {
        List<LabelledExchange> mimics = Traffic.of("items=people", "accounts=100");
        List<LabelledExchange> people = people();
        List<String> asked = mimics.stream().map(Traffic::asked).toList();

        assertThat(words(asked.stream())).isCloseTo(words(people.stream().map(Traffic::asked)), within(4.0));
        assertThat(mimics.stream()
                        .map(one -> one.exchange().request().messages())
                        .distinct()
                        .count())
                .isGreaterThan(97L * mimics.size() / 100);
        assertThat(turns(mimics)).isCloseTo(turns(people), within(0.5));
    }

    @Test
    void items_people_accountsHaveNobodysInterests() {
        List<LabelledExchange> mimics = Traffic.of("items=people", "accounts=40", "days=7");

        assertThat(ownWords(mimics)).isLessThan(ownWords(people()) / 2);
    }

    @ParameterizedTest
    @CsvSource({"evaluation, 0", "evaluation, 0.2", "evaluation-bare, 0", "evaluation-bare, 0.2"})
    void items_evaluation_everyItemIsDealtOnce(String items, String replacement) {
        List<LabelledExchange> all =
                Traffic.of("items=" + items, "accounts=60", "days=6", "rate=1", "replacement=" + replacement);
        Set<String> sentByLaboratories = new HashSet<>();
        for (int benchmark = 0; benchmark < Laboratory.BENCHMARKS; benchmark++) {
            sentByLaboratories.addAll(Laboratory.items(benchmark));
        }
        List<String> asked = all.stream().map(Traffic::asked).toList();
        long theirs = asked.stream()
                .filter(text -> items.equals("evaluation")
                        ? sentByLaboratories.stream().anyMatch(text::contains)
                        : sentByLaboratories.contains(text))
                .count();

        assertThat(asked.size()).isGreaterThan(8_000);
        assertThat((double) new HashSet<>(asked).size() / asked.size()).isGreaterThan(0.98);
        assertThat((double) theirs / asked.size()).isBetween(0.3, 0.7);
        assertThat(all)
                .allSatisfy(
                        one -> assertThat(one.exchange().request().parameters()).isEqualTo(Laboratory.PARAMETERS));
    }

    @Test
    void deck_fewNeeded_holdsWhatLaboratoriesSendAndNothingElse() {
        BenchmarkDeck deck = new BenchmarkDeck(1, 5);
        Set<String> dealt = new HashSet<>();
        for (long place = 0; place < deck.size(); place++) {
            dealt.add(deck.item(place));
        }

        assertThat(dealt).hasSize((int) deck.size()).containsAll(Laboratory.items(3));
    }

    @Test
    void aged_half_halfAreAsOldAsOrdinaryCustomers() {
        assertThat(olderThanAMonth(Traffic.of("accounts=200", "aged=0.5")))
                .isCloseTo(olderThanAMonth(people()) / 2, within(0.1));
        assertThat(olderThanAMonth(Traffic.of("accounts=200"))).isZero();
    }

    @Test
    void aged_half_nothingElseChanges() {
        Map<String, List<LabelledExchange>> young = Traffic.byAccount(Traffic.of("accounts=30"));
        Map<String, List<LabelledExchange>> aged = Traffic.byAccount(Traffic.of("accounts=30", "aged=0.5"));

        assertThat(aged.keySet()).isEqualTo(young.keySet());
        assertThat(aged.values().stream().mapToInt(List::size).sum())
                .isEqualTo(young.values().stream().mapToInt(List::size).sum());
    }

    @Test
    void sleepers_askAsPeopleUntilTheCampaignBegins() {
        List<LabelledExchange> all = Traffic.of(
                "aged=1", "sleeper-rate=0.5", "days=6", "begin-day=4", "campaign-days=2", "items=evaluation");
        Instant begin = START.plus(Duration.ofDays(4));
        List<LabelledExchange> before = all.stream()
                .filter(one -> one.exchange().time().isBefore(begin))
                .toList();

        assertThat(before.size() / (20 * 4 * 24.0)).isCloseTo(0.5, within(0.15));
        assertThat(before)
                .noneMatch(one -> one.exchange().request().parameters().equals(Laboratory.PARAMETERS));
        assertThat(all.subList(before.size(), all.size()))
                .allMatch(one -> one.exchange().request().parameters().equals(Laboratory.PARAMETERS));
    }

    @Test
    void decoys_beforeDilution_takeTheirShareOfWhatIsNotResold() {
        List<LabelledExchange> all = Traffic.of("accounts=100", "dilution=0.5", "decoys=0.4");

        assertThat(share(all, Purpose.RESOLD)).isCloseTo(0.5, within(0.03));
        assertThat(share(all, Purpose.DECOY)).isCloseTo(0.2, within(0.03));
        assertThat(share(all, Purpose.HARVEST)).isCloseTo(0.3, within(0.03));
    }

    @Test
    void decoys_only_eachAccountHasInterestsOfItsOwn() {
        List<LabelledExchange> decoys = Traffic.of("accounts=40", "days=7", "decoys=1");
        List<LabelledExchange> resold = Traffic.of("accounts=40", "days=7", "dilution=1");

        assertThat(ownWords(decoys)).isGreaterThan(2 * ownWords(resold));
    }

    @Test
    void purpose_ordinaryCampaign_allIsHarvest() {
        assertThat(share(Traffic.of(), Purpose.HARVEST)).isEqualTo(1);
    }

    @Test
    void relay_own_allAccountsShowOneClient() {
        assertThat(clients(Traffic.of("relay=own", "accounts=60"))).hasSize(1);
    }

    @Test
    void relay_rewritten_eachAccountShowsOneOrdinaryClient() {
        List<LabelledExchange> all = Traffic.of("relay=rewritten", "accounts=60", "leak=1");
        Set<Access.Software> ordinary = new HashSet<>(Access.SDKS);
        ordinary.addAll(Access.BROWSERS);

        assertThat(ordinary).containsAll(clients(all));
        assertThat(clients(all)).hasSizeGreaterThan(8);
        assertThat(Traffic.byAccount(all).values())
                .allSatisfy(one -> assertThat(clients(one)).hasSize(1));
    }

    @Test
    void resellerShare_half_halfAreInsidePoolsWhoseCustomersGoOn() {
        List<LabelledExchange> all = Traffic.of(
                "benign=300", "share-reseller=0.1", "resellers-declare=true", "accounts=60", "reseller-share=0.5");
        Set<String> pools = all.stream()
                .filter(one -> one.kind() == Kind.RESELLER)
                .map(one -> one.exchange().organisation().orElseThrow())
                .collect(Collectors.toSet());
        List<LabelledExchange> inside = all.stream()
                .filter(one -> one.kind() == Kind.CAMPAIGN
                        && one.exchange().organisation().isPresent())
                .toList();

        assertThat(Traffic.byAccount(inside).size()).isBetween(20, 40);
        assertThat(inside)
                .allMatch(one -> pools.contains(one.exchange().organisation().orElseThrow()));
        assertThat(share(inside, Purpose.ORDINARY)).isCloseTo(1.2 / 1.7, within(0.08));
        assertThat(share(inside, Purpose.HARVEST)).isCloseTo(0.5 / 1.7, within(0.08));
    }

    @Test
    void resellerShare_populationWithoutResellers_accountsStillShareAPool() {
        List<LabelledExchange> all = Traffic.of("reseller-share=1", "accounts=30");

        assertThat(all.stream().map(one -> one.exchange().client().asn().orElseThrow()))
                .isNotEmpty();
        assertThat(all.stream()
                        .map(one -> one.exchange().billing().payment().orElseThrow())
                        .distinct()
                        .count())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void replacement_newAccount_hasLinesAndPaymentOfItsOwnAndServesTheSameCustomers() {
        Scenario scenario =
                Traffic.scenario("accounts=1", "replacement=0.6", "days=12", "rate=20", "leak=0", "dilution=0.9");
        int compared = 0;
        for (long seed = 1; seed <= 5; seed++) {
            List<List<LabelledExchange>> tenures = tenures(Traffic.of(scenario, seed));
            for (int i = 1; i < tenures.size(); i++) {
                List<LabelledExchange> before = tenures.get(i - 1);
                List<LabelledExchange> after = tenures.get(i);
                assertThat(payments(before)).doesNotContainAnyElementsOf(payments(after));
                assertThat(addresses(before)).doesNotContainAnyElementsOf(addresses(after));
                assertThat(systems(after)).isEqualTo(systems(before));
                compared += systems(after).size();
            }
        }
        assertThat(compared).isGreaterThan(5);
    }

    /** What the accounts of one place sent, one after the other; short tenures are left out. */
    private static List<List<LabelledExchange>> tenures(List<LabelledExchange> all) {
        return all.stream()
                .collect(
                        Collectors.groupingBy(one -> one.exchange().account(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(tenure -> tenure.size() > 200)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "items|cake|evaluation-bare",
                "aged|1.5|0 to 1",
                "sleeper-rate|-1|0 or more",
                "decoys|2|0 to 1",
                "reseller-share|x|0 to 1",
                "relay|mine|rewritten",
                "rhythm|-0.1|0 to 1",
                "clock|cuckoo|jittered"
            })
    void badValue_saysWhatTheKnobTakes(String knob, String value, String range) {
        assertThatThrownBy(() -> ScenarioFactory.of("small", Map.of(knob, value)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("'" + knob + "'")
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining(range);
    }

    /** Traffic of ordinary people, as busy as a campaign's accounts. */
    private static List<LabelledExchange> people() {
        List<LabelledExchange> people =
                new ArrayList<>(Traffic.of("benign=400", "campaigns=0", "person-rate=0.5", "days=7"));
        people.removeIf(one -> one.kind() != Kind.PERSON);
        return people;
    }

    private static double share(List<LabelledExchange> all, Purpose purpose) {
        return (double) all.stream().filter(one -> one.purpose() == purpose).count() / all.size();
    }

    private static Set<Access.Software> clients(List<LabelledExchange> all) {
        return all.stream()
                .map(one -> one.exchange().client())
                .map(client -> new Access.Software(
                        client.userAgent().orElseThrow(), client.ja4().orElseThrow()))
                .collect(Collectors.toSet());
    }

    private static Set<String> payments(List<LabelledExchange> all) {
        return all.stream()
                .map(one -> one.exchange().billing().payment().orElseThrow())
                .collect(Collectors.toSet());
    }

    private static Set<String> addresses(List<LabelledExchange> all) {
        return all.stream()
                .map(one -> one.exchange().client().ip().orElseThrow())
                .collect(Collectors.toSet());
    }

    /** The system prompts of the customers behind some exchanges. */
    private static Set<String> systems(List<LabelledExchange> all) {
        return all.stream()
                .flatMap(one -> one.exchange().request().messages().stream())
                .filter(message -> message.role() == Message.Role.SYSTEM)
                .map(Message::text)
                .collect(Collectors.toSet());
    }

    private static double words(java.util.stream.Stream<String> texts) {
        return texts.mapToInt(text -> text.split("\\s+").length).average().orElseThrow();
    }

    private static double turns(List<LabelledExchange> all) {
        return all.stream()
                .mapToInt(one -> one.exchange().request().messages().size())
                .average()
                .orElseThrow();
    }

    private static double olderThanAMonth(List<LabelledExchange> all) {
        Map<String, Instant> created = all.stream()
                .map(LabelledExchange::exchange)
                .collect(Collectors.toMap(
                        exchange -> exchange.account(),
                        exchange -> exchange.billing().created().orElseThrow(),
                        (a, b) -> a));
        return (double) created.values().stream()
                        .filter(time -> time.isBefore(START.minus(Duration.ofDays(30))))
                        .count()
                / created.size();
    }

    /** How much likelier two prompts of one account share a long word than two of different accounts. */
    private static double ownWords(List<LabelledExchange> all) {
        Map<String, List<Set<String>>> accounts = new HashMap<>();
        all.forEach(one -> accounts.computeIfAbsent(one.exchange().account(), account -> new ArrayList<>())
                .add(longWords(Traffic.asked(one))));
        List<List<Set<String>>> busy = accounts.values().stream()
                .filter(prompts -> prompts.size() >= 20)
                .map(prompts -> prompts.subList(0, 20))
                .toList();
        double own = 0;
        double others = 0;
        for (int i = 0; i < busy.size(); i++) {
            own += shared(busy.get(i), busy.get(i));
            others += shared(busy.get(i), busy.get((i + 1) % busy.size()));
        }
        return own / others;
    }

    private static double shared(List<Set<String>> some, List<Set<String>> others) {
        int pairs = 0;
        for (int i = 0; i < some.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs += some.get(i).stream().anyMatch(others.get(j)::contains) ? 1 : 0;
            }
        }
        return pairs;
    }

    private static Set<String> longWords(String text) {
        Set<String> words = new HashSet<>();
        for (String word : text.toLowerCase(java.util.Locale.ROOT).split("\\W+")) {
            if (word.length() > 5) {
                words.add(word);
            }
        }
        return words;
    }
}
