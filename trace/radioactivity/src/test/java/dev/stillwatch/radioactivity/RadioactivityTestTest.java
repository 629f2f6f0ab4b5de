// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.TailProbability;
import dev.stillwatch.radioactivity.RadioactivityResult.CurvePoint;
import dev.stillwatch.radioactivity.RadioactivityResult.Evidence;
import dev.stillwatch.radioactivity.RadioactivityResult.Outcome;
import dev.stillwatch.radioactivity.RadioactivityTest.Plan;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RadioactivityTestTest {
    private static final ScoreLaw LAW = new ScoreLaw.Exponential();
    private static final HashedScores KEY = new HashedScores(42, 1, LAW);
    private static final ToyLanguage LANGUAGE = new ToyLanguage(1);
    private static final List<KeyedScores> DECOYS = HashedScores.decoys(200, 1, LAW);
    private static final TextReference UNMARKED = unmarkedTexts();

    private static TextReference unmarkedTexts() {
        SplittableRandom random = new SplittableRandom(8);
        TextReference reference = new TextReference(1);
        for (int i = 0; i < 500; i++) {
            reference.add(LANGUAGE.text(200, 0, KEY, random));
        }
        return reference;
    }

    /** What a perfect student of texts with this share of marked ones writes. */
    private static SuspectTally closed(Reference reference, double markedShare, int texts) {
        SplittableRandom random = new SplittableRandom(7);
        ClosedModelReading reading = new ClosedModelReading(1, reference, Optional.empty());
        for (int i = 0; i < texts; i++) {
            reading.add(new int[0], LANGUAGE.text(200, markedShare, KEY, random));
        }
        return reading.tally();
    }

    /** The same student's probabilities over unmarked texts. */
    private static SuspectTally open(double markedShare, int texts) {
        OpenModelReading reading = new OpenModelReading(
                1,
                text -> {
                    float[][] all = new float[text.length][0];
                    for (int i = 1; i < text.length; i++) {
                        all[i] = LANGUAGE.probabilities(text, i, markedShare, KEY);
                    }
                    return all;
                },
                LANGUAGE.teacher());
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < texts; i++) {
            reading.add(LANGUAGE.text(200, 0, KEY, random));
        }
        return reading.tally();
    }

    private static RadioactivityResult test(SuspectTally tally) {
        return new RadioactivityTest(Plan.DEFAULT).test(tally, KEY, DECOYS);
    }

    private static Evidence evidence(RadioactivityResult result) {
        return result.evidence().orElseThrow();
    }

    @Test
    void test_studentOfFivePercentMarkedText_isFoundFarBeyondDoubt() {
        RadioactivityResult result = test(closed(UNMARKED, 0.05, 500));

        assertThat(result.outcome()).isEqualTo(Outcome.MARK_FOUND);
        assertThat(evidence(result).weighed().bound().log10()).isLessThan(-20);
        assertThat(evidence(result).decoys().rankP()).isEqualTo(1.0 / 201);
        assertThat(evidence(result).once().exact().log10())
                .as("counting each pair once wastes what frequent windows say")
                .isGreaterThan(-3);
    }

    @Test
    void test_openModel_isFoundFromFarFewerTexts() {
        RadioactivityResult result = test(open(0.05, 40));

        assertThat(result.outcome()).isEqualTo(Outcome.MARK_FOUND);
        assertThat(evidence(result).weighed().bound().log10()).isLessThan(-20);
    }

    @Test
    void test_studentOfUnmarkedText_isNotAccused() {
        RadioactivityResult result = test(closed(UNMARKED, 0, 500));

        assertThat(result.outcome()).isEqualTo(Outcome.NO_MARK_FOUND);
        assertThat(evidence(result).weighed().bound().log10()).isGreaterThan(-2);
    }

    @Test
    void test_decoyKeysOnMarkedStudent_areSpreadEvenly() {
        for (Reference reference : List.of(UNMARKED, Reference.NONE, LANGUAGE.teacher())) {
            assertThat(evidence(test(closed(reference, 0.1, 300)))
                            .decoys()
                            .uniform()
                            .p())
                    .isGreaterThan(0.01);
        }
    }

    @Test
    void test_absurdReferenceAndTextSaidThirtyTimes_accusesInnocentKeysNoMoreThanItSays() {
        Reference absurd = (tokens, position, expectation) -> expectation.token(tokens[position - 1], 1);
        ClosedModelReading reading = new ClosedModelReading(1, absurd, Optional.empty());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10; i++) {
            int[] text = LANGUAGE.text(200, 0, KEY, random);
            for (int again = 0; again < 30; again++) {
                reading.add(new int[0], text);
            }
        }
        RadioactivityTest test = new RadioactivityTest(Plan.DEFAULT);

        long accused = HashedScores.decoys(200, 1, LAW).stream()
                .filter(innocent -> evidence(test.test(reading.tally(), innocent, DECOYS.subList(0, 20)))
                                .weighed()
                                .bound()
                                .value()
                        <= 0.05)
                .count();

        // 10 of 200 at most are to be expected; 21 would come about once in a thousand times.
        assertThat(accused).isLessThan(21);
    }

    @Test
    void test_greenTokens_areTestedByTheirOwnLaw() {
        ScoreLaw green = new ScoreLaw.Green(0.25);
        HashedScores key = new HashedScores(42, 1, green);

        RadioactivityResult result = new RadioactivityTest(Plan.DEFAULT)
                .test(closed(UNMARKED, 0.05, 500), key, HashedScores.decoys(200, 1, green));

        // The student learnt to prefer high numbers of this key, of which the highest quarter are green.
        assertThat(result.outcome()).isEqualTo(Outcome.MARK_FOUND);
        assertThat(evidence(result).decoys().uniform().p()).isGreaterThan(0.01);
    }

    @Test
    void test_fewTextsWithoutMark_areInsufficient() {
        assertThat(test(closed(UNMARKED, 0, 5)).outcome()).isEqualTo(Outcome.INSUFFICIENT);
    }

    @Test
    void test_nothingToRead_isInsufficientWithoutEvidence() {
        RadioactivityResult result = test(new ClosedModelReading(1, UNMARKED, Optional.empty()).tally());

        assertThat(result.outcome()).isEqualTo(Outcome.INSUFFICIENT);
        assertThat(result.evidence()).isEmpty();
    }

    @Test
    void test_suspectThatIsTheReference_isInsufficient() {
        Reference itself = (tokens, position, expectation) -> expectation.token(tokens[position], 1);

        assertThat(test(closed(itself, 0, 10)).outcome()).isEqualTo(Outcome.INSUFFICIENT);
    }

    @Test
    void test_windowsSettledBeforehand_limitBothTestsAndTheCurve() {
        Plan plan = new Plan(5_000, 1_000, new TailProbability(-6), 1);

        Evidence evidence = evidence(new RadioactivityTest(plan).test(closed(UNMARKED, 0.05, 300), KEY, DECOYS));

        assertThat(evidence.weighed().windows()).isEqualTo(5_000);
        assertThat(evidence.once().windows()).isEqualTo(5_000);
        CurvePoint last = evidence.curve().getLast();
        assertThat(last.windows()).isEqualTo(5_000);
        assertThat(last.bound()).isEqualTo(evidence.weighed().bound());
    }

    @Test
    void test_severalKeysTried_raiseTheBound() {
        SuspectTally tally = closed(UNMARKED, 0.05, 100);
        Plan hundred = new Plan(120_000, 20_000, new TailProbability(-6), 100);

        double one = evidence(test(tally)).weighed().bound().log10();
        double many = evidence(new RadioactivityTest(hundred).test(tally, KEY, DECOYS))
                .weighed()
                .bound()
                .log10();

        assertThat(many - one).isBetween(1.999, 2.001);
    }

    @Test
    void test_otherWidthOrTooFewDecoys_isRefused() {
        SuspectTally tally = closed(UNMARKED, 0, 5);
        RadioactivityTest test = new RadioactivityTest(Plan.DEFAULT);

        assertThatThrownBy(() -> test.test(tally, new HashedScores(1, 2, LAW), DECOYS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test.test(tally, KEY, DECOYS.subList(0, 19)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void test_decoysThatAllScoreAlike_areSaidToBeUncalibrated() {
        List<KeyedScores> same = java.util.Collections.nCopies(50, DECOYS.getFirst());

        assertThat(new RadioactivityTest(Plan.DEFAULT)
                        .test(closed(UNMARKED, 0, 300), KEY, same)
                        .outcome())
                .isEqualTo(Outcome.NOT_CALIBRATED);
    }
}
