// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstSentenceTest {
    private static String of(String text) {
        return new FirstSentence().next(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I add them. Then I divide. | I add them.",
                "Pi is 3.14 or so. Next | Pi is 3.14 or so.",
                "Ready? Go! | Ready?",
                "He said \"stop.\" Then he left. | He said \"stop.\"",
                "**Plan.** First, add. | **Plan.**",
                "先计算。然后除。 | 先计算。",
                "「やる。」次に | 「やる。」",
                "पहले जोड़ो। फिर भाग। | पहले जोड़ो।",
                "no stop at all | no stop at all"
            })
    void next_whole_passesTheFirstSentence(String text, String first) {
        assertThat(of(text)).isEqualTo(first);
    }

    @Test
    void next_lineBreak_endsTheSentence() {
        assertThat(of("Step one\nStep two")).isEqualTo("Step one");
        assertThat(of("\n\n  Step one\r\nStep two")).isEqualTo("\n\n  Step one");
    }

    @Test
    void next_inPieces_passesWhatTheWholeWouldPass() {
        String text = "Pi is 3.14, \uD83D\uDE00 said \"he.\" Then more. And more.";
        for (int size = 1; size < text.length(); size++) {
            FirstSentence sentence = new FirstSentence();
            StringBuilder passed = new StringBuilder();
            for (int at = 0; at < text.length(); at += size) {
                passed.append(sentence.next(text.substring(at, Math.min(text.length(), at + size))));
            }
            assertThat(passed).hasToString(of(text));
        }
        assertThat(of(text)).isEqualTo("Pi is 3.14, \uD83D\uDE00 said \"he.\"");
    }

    @Test
    void next_longSentence_isCutAtTheLimitInCharactersNotHalves() {
        assertThat(of("a".repeat(FirstSentence.MOST + 1))).hasSize(FirstSentence.MOST);

        String smileys = "\uD83D\uDE00".repeat(FirstSentence.MOST + 1);
        assertThat(of(smileys)).isEqualTo("\uD83D\uDE00".repeat(FirstSentence.MOST));
    }

    @Test
    void next_pairInTwoPiecesAtTheLimit_isNotSplit() {
        FirstSentence sentence = new FirstSentence();
        String passed = sentence.next("a".repeat(FirstSentence.MOST - 1) + "\uD83D") + sentence.next("\uDE00b");

        assertThat(passed).isEqualTo("a".repeat(FirstSentence.MOST - 1) + "\uD83D\uDE00");
        assertThat(sentence.next("c")).isEmpty();
    }

    @Test
    void next_blankLinesWithoutEnd_stopAtTheLimit() {
        assertThat(of(" \n".repeat(1000))).hasSize(FirstSentence.MOST);
    }
}
