// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTokensTest {
    @Test
    void of_plainWords_keepsTheirHashesInOrder() {
        assertThat(hashes("Write a limerick, please!"))
                .containsExactly(hash("write"), hash("a"), hash("limerick"), hash("please"));
    }

    @Test
    void of_otherCase_isTheSame() {
        assertThat(hashes("ÄRGER Über STRASSE İx")).isEqualTo(hashes("ärger über strasse ix"));
    }

    @Test
    void of_anyRunOfDigits_isOneNumber() {
        assertThat(hashes("7 1234 ٣٤٥")).containsOnly(PromptTokens.NUMBER).hasSize(3);
        assertThat(hashes("abc123def")).containsExactly(hash("abc"), PromptTokens.NUMBER, hash("def"));
    }

    @Test
    void identity_otherNumberOrWord_isAnotherText() {
        long asked = PromptTokens.of("What is 22 times 32?").identity();

        assertThat(PromptTokens.of("what is 22 TIMES 32").identity()).isEqualTo(asked);
        assertThat(PromptTokens.of("What is 22 times 33?").identity()).isNotEqualTo(asked);
        assertThat(PromptTokens.of("What is 32 times 22?").identity()).isNotEqualTo(asked);
        assertThat(PromptTokens.of("What is 22 plus 32?").identity()).isNotEqualTo(asked);
    }

    @Test
    void identity_longTextsThatDifferInTheMiddleOnly_areOthers() {
        String ends = "word ".repeat(1_000);

        assertThat(PromptTokens.of(ends + "one " + ends).identity())
                .isNotEqualTo(PromptTokens.of(ends + "two " + ends).identity());
    }

    @Test
    void of_ideographsAndSyllables_areTokensOfTheirOwn() {
        assertThat(hashes("日本語")).containsExactly(hash("日"), hash("本"), hash("語"));
        assertThat(hashes("ひら한글")).containsExactly(hash("ひ"), hash("ら"), hash("한"), hash("글"));
        assertThat(hashes("GPU版x")).containsExactly(hash("gpu"), hash("版"), hash("x"));
    }

    @Test
    void of_emojiSurrogatesAndControls_onlySeparate() {
        assertThat(hashes("a\uD83D\uDE00b")).containsExactly(hash("a"), hash("b"));
        assertThat(hashes("a\uDC00b\uD800")).containsExactly(hash("a"), hash("b"));
        assertThat(hashes("a\u0000b\u202E\n")).containsExactly(hash("a"), hash("b"));
        assertThat(hashes("\uD83D\uDE00 \u0000 …?!")).isEmpty();
    }

    @Test
    void of_emptyText_hasNoTokens() {
        assertThat(PromptTokens.of("").size()).isZero();
        assertThat(PromptTokens.of("").total()).isZero();
    }

    @Test
    void of_longText_keepsBothEnds() {
        for (int length : new int[] {256, 257, 300, 320, 321, 1_000}) {
            List<Integer> words = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                String word = word(i);
                words.add(hash(word));
                text.append(word).append(' ');
            }
            int tail = Math.min(PromptTokens.TAIL, length - PromptTokens.HEAD);
            List<Integer> kept = new ArrayList<>(words.subList(0, PromptTokens.HEAD));
            kept.addAll(words.subList(length - tail, length));
            assertThat(hashes(text.toString())).isEqualTo(kept);
            assertThat(PromptTokens.of(text).total()).isEqualTo(length);
        }
    }

    @Test
    void of_tenMegabytes_keepsOnlyTheEnds() {
        PromptTokens words = PromptTokens.of("begin " + "ab1 ".repeat(2_500_000) + "end");
        assertThat(words.size()).isEqualTo(PromptTokens.HEAD + PromptTokens.TAIL);
        assertThat(words.total()).isEqualTo(5_000_002);
        assertThat(words.hash(0)).isEqualTo(hash("begin"));
        assertThat(words.hash(words.size() - 1)).isEqualTo(hash("end"));

        PromptTokens oneWord = PromptTokens.of("x".repeat(10_000_000));
        assertThat(oneWord.size()).isEqualTo(1);
    }

    private static String word(int number) {
        return "w"
                + Integer.toString(number, 26)
                        .chars()
                        .collect(
                                StringBuilder::new,
                                (s, c) -> s.append((char) (c <= '9' ? 'A' + c - '0' : c)),
                                StringBuilder::append);
    }

    private static int hash(String word) {
        return PromptTokens.hashOf(word);
    }

    private static List<Integer> hashes(String text) {
        PromptTokens tokens = PromptTokens.of(text);
        List<Integer> hashes = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            hashes.add(tokens.hash(i));
        }
        return hashes;
    }
}
