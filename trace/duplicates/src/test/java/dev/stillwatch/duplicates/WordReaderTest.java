// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordReaderTest {
    private static long[] words(CharSequence text) {
        WordReader reader = new WordReader(text, 7);
        long[] block = new long[8];
        long[] all = new long[0];
        for (int n = reader.next(block, 0); n > 0; n = reader.next(block, 0)) {
            int from = all.length;
            all = Arrays.copyOf(all, from + n);
            System.arraycopy(block, 0, all, from, n);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the quick brown fox",
                "The QUICK  brown\n\tfox!",
                "  the, quick: brown -- fox",
                "\uFF54\uFF48\uFF45 quick brown fox",
                "the \"quick\" *brown* `fox`"
            })
    void next_otherSpacingPunctuationAndCase_givesTheSameWords(String text) {
        assertThat(words(text)).isEqualTo(words("the quick brown fox")).hasSize(4);
    }

    @Test
    void next_accentsComposedDecomposedOrAbsent_givesTheSameWords() {
        String composed = "Éléphant à Zürich";
        assertThat(words(Normalizer.normalize(composed, Normalizer.Form.NFD)))
                .isEqualTo(words(composed))
                .isEqualTo(words("elephant a zurich"));
    }

    @Test
    void next_ideographsAndPairs_areWordsOfTheirOwn() {
        assertThat(words("漢字かな")).hasSize(4).doesNotHaveDuplicates();
        assertThat(words("\uD840\uDC0B\uD840\uDC0C")).hasSize(2).doesNotHaveDuplicates();
        assertThat(words("ab漢cd")).hasSize(3);
    }

    @Test
    void next_pairOfLetters_isPartOfAWordInEitherCase() {
        assertThat(words("x\uD801\uDC00y")).hasSize(1).isEqualTo(words("x\uD801\uDC28y"));
    }

    @Test
    void next_halvesOfPairs_separate() {
        assertThat(words("one\uD840two")).isEqualTo(words("one two"));
        assertThat(words("one\uDC0Btwo")).isEqualTo(words("one two"));
        assertThat(words("one two\uD840")).isEqualTo(words("one two"));
        assertThat(words("one\uD840\uD840\uDC0Btwo")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?!", "\n\n\n", "\uD840", "\u0301"})
    void next_nothingButSeparators_givesNoWord(String text) {
        assertThat(words(text)).isEmpty();
    }

    @Test
    void next_pairsAndWordsAcrossItsBuffer_areReadWhole() {
        for (int before = 4085; before < 4100; before++) {
            String filler = ".".repeat(before);
            assertThat(words(filler + "\uD840\uDC0B longword")).isEqualTo(words("\uD840\uDC0B longword"));
        }
    }

    @Test
    void next_anyCharSequence_readsLikeAString() {
        String text = new TestTexts(1).text(3000);
        assertThat(words(CharBuffer.wrap(text))).isEqualTo(words(text));
    }

    @Test
    void next_oneHugeWord_isOneWord() {
        assertThat(words("a".repeat(1_000_000))).hasSize(1);
    }
}
