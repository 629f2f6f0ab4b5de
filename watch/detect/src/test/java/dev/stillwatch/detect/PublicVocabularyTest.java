// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicVocabularyTest {
    private static final PublicVocabulary VOCABULARY = PublicVocabulary.shipped();

    @Test
    void word_listedWord_isFoundByItsToken() {
        for (String word : VOCABULARY.words()) {
            assertThat(VOCABULARY.word(PromptTokens.of(word).hash(0))).hasValue(word);
        }
    }

    @Test
    void word_anyOtherToken_isAbsentOrListed() {
        Set<String> listed = new HashSet<>(VOCABULARY.words());
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            VOCABULARY
                    .word(random.nextInt())
                    .ifPresent(word -> assertThat(listed).contains(word));
        }
    }

    @Test
    void word_personalData_hasNone() {
        PromptTokens tokens = PromptTokens.of("Zbigniew Kowalczyk sk-prod-Xq83hhGf 4929 1234 zkowalczyk@example.org");
        for (int i : new int[] {0, 1, 4}) {
            assertThat(VOCABULARY.word(tokens.hash(i))).isEmpty();
        }
        assertThat(VOCABULARY.word(PromptTokens.NUMBER)).isEmpty();
        assertThat(VOCABULARY.words()).doesNotContain("mary", "john", "sarah", "james", "navalny", "obama", "xiaobo");
    }

    @Test
    void words_all_areSortedLowerCaseLettersAndOneToken() {
        assertThat(VOCABULARY.words()).hasSizeBetween(8_000, 13_000).isSorted().doesNotHaveDuplicates();
        assertThat(VOCABULARY.words())
                .allMatch(word ->
                        word.chars().allMatch(c -> Character.isLetter(c) && Character.toLowerCase((char) c) == c))
                .allMatch(word -> PromptTokens.of(word).size() == 1);
    }

    @Test
    void idf_commonRareAndUnknownWords_areInThatOrder() {
        float common = VOCABULARY.idf(PromptTokens.hashOf("the"));
        float rare = VOCABULARY.idf(PromptTokens.hashOf("meticulously"));
        assertThat(common).isBetween(0f, 1.5f);
        assertThat(rare).isBetween(3f, PublicVocabulary.RARE);
        assertThat(VOCABULARY.idf(PromptTokens.hashOf("kowalczyk"))).isEqualTo(PublicVocabulary.RARE);
    }

    @Test
    void vocabulary_wordsAndFrequenciesOfDifferentLength_areRefused() {
        assertThatThrownBy(() -> new PublicVocabulary(List.of("a"), new byte[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
