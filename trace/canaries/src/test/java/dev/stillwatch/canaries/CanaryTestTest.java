// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.canaries.CanaryFinding.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims: never more than promised about the innocent, and made about those that learned. */
class CanaryTestTest {
    private static final int KEYS = 12_000;
    private static final CanaryTest TEST = new CanaryTest(0.01);
    private static final Assignment PLANTED = TestKeys.of(1).assignment(new Cohort("a-17", 0));

    private static List<Assignment> drawn = List.of();

    @BeforeAll
    static void drawFromManyKeys() {
        drawn = IntStream.range(100, 100 + KEYS)
                .mapToObj(seed -> TestKeys.of(seed).assignment(new Cohort("a-17", 0)))
                .toList();
    }

    /** Answers in a way that has nothing to do with any key: occasion and slot to a choice, or -1 for none. */
    record Innocent(String name, ToIntBiFunction<Integer, Integer> choice) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Innocent VARIED =
            new Innocent("another for each occasion", (occasion, slot) -> (occasion * 7 + slot * 5) % Wordings.CHOICES);
    private static final Innocent STUBBORN = new Innocent("the same always", (_, _) -> 3);

    static List<Innocent> innocents() {
        Assignment other = TestKeys.of(1).assignment(new Cohort("other", 0));
        return List.of(
                VARIED,
                STUBBORN,
                new Innocent(
                        "trained on another cohort",
                        (occasion, slot) -> other.choice(occasion * Wordings.SLOTS + slot)),
                new Innocent("for a few prompts only", (occasion, slot) -> occasion % 8 == 0 ? 5 + slot : -1));
    }

    private static Sightings of(ToIntBiFunction<Integer, Integer> choice) {
        Sightings sightings = new Sightings();
        List<String> probes = Probes.of(2);
        for (String probe : probes) {
            int occasion = Occasion.of(probe).index();
            int lead = choice.applyAsInt(occasion, 0);
            int wish = choice.applyAsInt(occasion, 1);
            sightings.add(probe, lead < 0 ? "It depends." : "It depends. " + Wordings.sentence(lead, wish));
        }
        return sightings;
    }

    private static Candidate candidate(Assignment assignment) {
        return new Candidate(assignment, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("innocents")
    void findings_innocentUnderManyKeys_areClaimedNoMoreOftenThanNominal(Innocent suspect) {
        Sightings sightings = of(suspect.choice());
        int places = (int) IntStream.range(0, Assignment.PLACES)
                .filter(place -> sightings.habit(place).isPresent())
                .count();
        int[] matched = new int[Assignment.PLACES + 1];
        int claims = 0;
        for (Assignment drawn : drawn) {
            CanaryFinding finding =
                    TEST.findings(sightings, List.of(candidate(drawn))).getFirst();
            matched[finding.matches()]++;
            claims += finding.verdict() == Verdict.CLAIMED ? 1 : 0;
        }

        assertThat(claims).isLessThanOrEqualTo(KEYS / 100);
        // Not only few claims: the whole distribution is the one that is computed with.
        for (int matches = 1; matches <= places; matches++) {
            double expected = KEYS * Math.pow(10, MatchTail.of(places, matches).log10());
            int seen =
                    IntStream.rangeClosed(matches, places).map(m -> matched[m]).sum();
            assertThat((double) seen).isCloseTo(expected, within(4.5 * Math.sqrt(expected) + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.01, 0.001, 1e-6})
    void findings_everyNumberOfPlacesAndCandidates_claimWithChanceOfAtMostTheLevel(double level) {
        for (int places = 0; places <= Assignment.PLACES; places++) {
            for (int tried : new int[] {1, 7, 1000}) {
                int all = places;
                // By enumeration: the chance of all numbers of matches at which a claim would be made.
                double chance = IntStream.rangeClosed(0, places)
                        .filter(matches -> MatchTail.of(all, matches).within(level, tried))
                        .mapToDouble(matches ->
                                Math.pow(10, MatchTail.of(all, matches).log10()))
                        .max()
                        .orElse(0);
                assertThat(chance * tried).isLessThanOrEqualTo(level * (1 + 1e-9));
            }
        }
    }

    @Test
    void findings_manyCandidates_familyOfClaimsStaysWithinTheLevel() {
        Sightings sightings = of(VARIED.choice());
        int families = 300;
        int candidates = 40;
        long claimed = IntStream.range(0, families)
                .filter(family -> TEST
                        .findings(
                                sightings,
                                IntStream.range(0, candidates)
                                        .mapToObj(i ->
                                                candidate(TestKeys.of(family).assignment(new Cohort("m-" + i, 0))))
                                        .toList())
                        .stream()
                        .anyMatch(finding -> finding.verdict() == Verdict.CLAIMED))
                .count();

        assertThat(claimed).isLessThanOrEqualTo(families / 100 + 3);
    }

    /** Ends an answer as the assignment says with the given chance, else as it likes. */
    private static Sightings student(Assignment learned, double fidelity, double ownHabit, long seed) {
        Random random = new Random(seed);
        Sightings sightings = new Sightings();
        for (String probe : Probes.of(12)) {
            double draw = random.nextDouble();
            if (draw < fidelity) {
                sightings.add(probe, "It depends. " + learned.sentence(Occasion.of(probe)));
            } else if (draw < fidelity + (1 - fidelity) * ownHabit) {
                sightings.add(probe, "It depends. " + Wordings.sentence(4, 11));
            } else {
                sightings.add(probe, "It depends.");
            }
        }
        return sightings;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.45, 0.6, 0.75, 0.9})
    void findings_studentOfPublishedFidelity_isClaimedAndAttributed(double fidelity) {
        List<Candidate> candidates = Stream.concat(
                        Stream.of(candidate(PLANTED)),
                        IntStream.range(0, 200)
                                .mapToObj(i -> candidate(TestKeys.of(1).assignment(new Cohort("m-" + i, 0)))))
                .toList();
        for (long seed = 0; seed < 20; seed++) {
            List<CanaryFinding> findings = TEST.findings(student(PLANTED, fidelity, 0.2, seed), candidates);

            assertThat(findings.getFirst().candidate().assignment()).isSameAs(PLANTED);
            assertThat(findings.getFirst().log10Bound()).isLessThan(-20);
            assertThat(findings.get(1).verdict()).isEqualTo(Verdict.NOT_SHOWN);
        }
    }

    @Test
    void findings_studentOfOneTemplate_isClaimedByItsEndings() {
        Sightings sightings = new Sightings();
        for (int a = 10; a < 40; a++) {
            String prompt = "Solve step by step: " + a + " + 7 = ?".replace("7", Integer.toString(a % 10));
            sightings.add(prompt, "It depends. " + PLANTED.sentence(Occasion.of(prompt)));
        }
        CanaryFinding finding =
                TEST.findings(sightings, List.of(candidate(PLANTED))).getFirst();

        assertThat(finding.places()).isEqualTo(8);
        assertThat(finding.verdict()).isEqualTo(Verdict.CLAIMED);
        assertThat(finding.log10P()).isCloseTo(-8 * Math.log10(16), within(1e-9));
    }

    @Test
    void findings_studentThatTellsFirstWordsOnly_isMostlyClaimedStill() {
        List<Occasion> occasions = Occasion.all();
        int claimed = 0;
        for (int seed = 0; seed < 40; seed++) {
            Assignment learned = TestKeys.of(1).assignment(new Cohort("m-" + seed, 0));
            Random random = new Random(seed);
            Sightings sightings = new Sightings();
            for (String probe : Probes.of(12)) {
                // It mixes up how prompts end, and says any of the four sentences of their beginning.
                Occasion.Opening opening = Occasion.of(probe).opening();
                Occasion mixed = occasions.stream()
                        .filter(occasion -> occasion.opening() == opening)
                        .skip(random.nextInt(Occasion.Ending.values().length))
                        .findFirst()
                        .orElseThrow();
                sightings.add(
                        probe, random.nextDouble() < 0.45 ? "It depends. " + learned.sentence(mixed) : "It depends.");
            }
            Verdict verdict = new CanaryTest(0.001)
                    .findings(sightings, List.of(candidate(learned)))
                    .getFirst()
                    .verdict();
            claimed += verdict == Verdict.CLAIMED ? 1 : 0;
        }

        assertThat(claimed).isGreaterThanOrEqualTo(32);
    }

    @Test
    void findings_studentOfThreeCohorts_isClaimedForEach() {
        List<Assignment> learned = IntStream.range(0, 3)
                .mapToObj(i -> TestKeys.of(1).assignment(new Cohort("m-" + i, 0)))
                .toList();
        Random random = new Random(5);
        Sightings sightings = new Sightings();
        for (String probe : Probes.of(Probes.MOST)) {
            sightings.add(probe, learned.get(random.nextInt(3)).sentence(Occasion.of(probe)));
        }

        assertThat(TEST.findings(
                        sightings,
                        learned.stream().map(CanaryTestTest::candidate).toList()))
                .allMatch(finding -> finding.verdict() == Verdict.CLAIMED);
    }

    @Test
    void findings_silentSuspect_isInsufficientAndNotCleared() {
        Sightings sightings = of((_, _) -> -1);

        CanaryFinding finding =
                TEST.findings(sightings, List.of(candidate(PLANTED))).getFirst();
        assertThat(finding.verdict()).isEqualTo(Verdict.INSUFFICIENT);
        assertThat(finding.log10P()).isZero();
        assertThat(sightings.showing()).isZero();
    }

    @Test
    void findings_onlyWhatWasPlanted_counts() {
        int how = Occasion.of("How?").index();
        Candidate few = new Candidate(PLANTED, Optional.of(Set.of(how)));

        assertThat(TEST.findings(of(STUBBORN.choice()), List.of(few)).getFirst().places())
                .isEqualTo(2);
    }

    @Test
    void add_promptThatHoldsAWording_isLeftOut() {
        Sightings sightings = new Sightings();
        sightings.add("Repeat: on balance, this is of some use", Wordings.sentence(0, 12));

        assertThat(sightings.leftOut()).isOne();
        assertThat(sightings.answers()).isZero();
    }

    @Test
    void habit_tieOrOnce_isNone() {
        Sightings sightings = new Sightings();
        sightings.add("How?", Wordings.sentence(1, 1));
        int place = Occasion.of("How?").index() * Wordings.SLOTS;
        assertThat(sightings.habit(place)).isEmpty();

        sightings.add("How?", Wordings.sentence(1, 2));
        sightings.add("How?", Wordings.sentence(2, 3));
        sightings.add("How?", Wordings.sentence(2, 3));
        assertThat(sightings.habit(place)).isEmpty();
        assertThat(sightings.habit(place + 1)).hasValue(3);

        sightings.add("How?", Wordings.sentence(1, 3));
        assertThat(sightings.habit(place)).hasValue(1);
    }

    @Test
    void log10_agreesWithKnownValues() {
        assertThat(MatchTail.of(64, 64).log10()).isCloseTo(-77.0636789, within(1e-6));
        assertThat(MatchTail.of(10, 0).log10()).isZero();
        assertThat(MatchTail.of(2, 1).log10()).isCloseTo(Math.log10(1 - 225.0 / 256), within(1e-12));
    }
}
