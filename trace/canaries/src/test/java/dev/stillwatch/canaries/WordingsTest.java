// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingsTest {
    @Test
    void seen_everySentence_isReadAsWhatItIs() {
        for (int lead = 0; lead < Wordings.CHOICES; lead++) {
            for (int wish = 0; wish < Wordings.CHOICES; wish++) {
                String answer = "It depends on many things.\n\n" + Wordings.sentence(lead, wish);

                assertThat(Wordings.seen(0, answer)).hasValue(lead);
                assertThat(Wordings.seen(1, answer)).hasValue(wish);
            }
        }
    }

    @Test
    void sentence_isOneAndAsksNothing() {
        assertThat(IntStream.range(0, Wordings.CHOICES)
                        .boxed()
                        .flatMap(lead ->
                                IntStream.range(0, Wordings.CHOICES).mapToObj(wish -> Wordings.sentence(lead, wish))))
                .doesNotHaveDuplicates()
                .allMatch(sentence -> sentence.matches("[A-Z][a-z ]+, I hope this [a-z ]+\\."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ON BALANCE: I hope this -- is  of\nsome use!!",
                "So: *On balance*, I hope this is of some use. Thanks.",
                "\uFF2F\uFF4E balance, I hope this is of some use",
                "By and large it does the job. On balance, I hope this is of some use."
            })
    void seen_otherCaseSpacingAndMarks_isTheSame(String answer) {
        assertThat(Wordings.seen(0, answer)).hasValue(0);
        assertThat(Wordings.seen(1, answer)).hasValue(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "It depends.", "Balance on the beam; the jobs.", "onbalance", "\uD83D"})
    void seen_noWording_isNothing(String answer) {
        assertThat(Wordings.seen(0, answer)).isEmpty();
        assertThat(Wordings.seen(1, answer)).isEmpty();
        assertThat(Wordings.anyIn(answer)).isFalse();
    }

    @Test
    void seen_farFromTheEnd_doesNotCount() {
        String answer = Wordings.sentence(3, 4) + " word".repeat(100);

        assertThat(Wordings.seen(0, answer)).isEmpty();
        assertThat(Wordings.anyIn(answer)).isTrue();
    }

    @Test
    void seen_hugeAnswer_readsItsEndOnly() {
        String answer = "x".repeat(5_000_000) + " " + Wordings.sentence(7, 8);

        assertThat(Wordings.seen(0, answer)).hasValue(7);
    }
}
