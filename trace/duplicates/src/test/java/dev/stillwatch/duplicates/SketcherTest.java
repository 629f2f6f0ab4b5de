// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SketcherTest {
    @ParameterizedTest
    @CsvSource({"64, 20", "128, 20", "256, 20", "128, 60", "128, 300", "128, 3000", "256, 3000"})
    void similarity_manyPairs_isUnbiasedAndAsCloseAsStated(int bins, int words) {
        TestTexts texts = new TestTexts(bins + words);
        int pairs = words > 1000 ? 60 : 300;
        double bias = 0;
        double squares = 0;
        double variance = 0;
        for (int i = 0; i < pairs; i++) {
            // Another seed for each pair: the guarantee is over hashes.
            Sketcher sketcher = new Sketcher(bins, 5, i);
            String text = texts.text(words);
            String other = texts.edited(text, 0.1);
            double exact = ExactSimilarity.jaccard(text, other, sketcher);
            double error = sketcher.sketch(text).similarity(sketcher.sketch(other)) - exact;
            bias += error / pairs;
            squares += error * error / pairs;
            variance += exact * (1 - exact) / bins / pairs;
        }
        assertThat(bias).isCloseTo(0, within(4 * Math.sqrt(variance / pairs)));
        // The mean of squared errors may exceed the variance by chance, but by far less than half.
        assertThat(squares).isLessThanOrEqualTo(1.5 * variance);
    }

    @Test
    void similarity_sameWords_isOne() {
        String text = new TestTexts(1).text(200);
        assertThat(Sketcher.USUAL.sketch(text).similarity(Sketcher.USUAL.sketch(text.toUpperCase(Locale.ROOT))))
                .isEqualTo(1);
    }

    @Test
    void similarity_unrelatedTexts_isNearZero() {
        TestTexts texts = new TestTexts(2);
        for (int words : new int[] {1, 4, 5, 50, 5000}) {
            double similarity =
                    Sketcher.USUAL.sketch(texts.text(words)).similarity(Sketcher.USUAL.sketch(texts.text(words)));
            assertThat(similarity).isLessThan(0.02);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "...", "\uD800"})
    void sketch_noWords_resemblesNothing(String text) {
        TextSketch none = Sketcher.USUAL.sketch(text);
        assertThat(none.runs()).isZero();
        assertThat(none.similarity(none)).isZero();
        assertThat(none.similarity(Sketcher.USUAL.sketch("a word"))).isZero();
    }

    @Test
    void sketch_fewerWordsThanARun_knowsThemAll() {
        TextSketch three = Sketcher.USUAL.sketch("one two three");
        assertThat(three.similarity(Sketcher.USUAL.sketch("One, two: three."))).isEqualTo(1);
        assertThat(three.similarity(Sketcher.USUAL.sketch("one two"))).isZero();
        assertThat(three.similarity(Sketcher.USUAL.sketch("one two four"))).isZero();
    }

    @Test
    void sketch_repetition_addsNothing() {
        String phrase = "say it again and ";
        TextSketch some = Sketcher.USUAL.sketch(phrase.repeat(3));
        TextSketch many = Sketcher.USUAL.sketch(phrase.repeat(300_000));
        assertThat(many.similarity(some)).isEqualTo(1);
    }

    @Test
    void sketch_textLongerThanItsBuffers_matchesThatOfItsRunsInAnyOrder() {
        TestTexts texts = new TestTexts(3);
        String[] blocks = new String[40];
        Arrays.setAll(blocks, i -> texts.text(400));
        List<String> shuffled = Arrays.asList(blocks.clone());
        Collections.reverse(shuffled);
        String forward = String.join(" ", blocks);
        String backward = String.join(" ", shuffled);
        double exact = ExactSimilarity.jaccard(forward, backward, Sketcher.USUAL);
        assertThat(exact).isGreaterThan(0.95);
        assertThat(Sketcher.USUAL.sketch(forward).similarity(Sketcher.USUAL.sketch(backward)))
                .isCloseTo(exact, within(0.09));
    }

    @Test
    void similarity_otherKindOfSketch_isRefused() {
        TextSketch one = Sketcher.USUAL.sketch("some words");
        TextSketch other = new Sketcher(128, 5, 1).sketch("some words");
        assertThatThrownBy(() -> one.similarity(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jaccard_knownSets_isTheirShare() {
        // Runs of five of a to g: three; of a to f and z: two shared, one other.
        assertThat(ExactSimilarity.jaccard("a b c d e f g", "a b c d e f z", Sketcher.USUAL))
                .isEqualTo(2 / 4.0);
    }
}
