// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.provenance.SelfDisclosure.Kind;
import dev.stillwatch.provenance.SelfDisclosure.Maker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityPhrasesTest {
    private final IdentityPhrases phrases = IdentityPhrases.shipped();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "As an AI language model, I cannot taste food. | UNNAMED | IDENTITY",
                "Hello! I'm ChatGPT, here to help. | OPENAI | IDENTITY",
                "I am a large   language  model trained by OpenAI. | OPENAI | IDENTITY",
                "Hi. I\u2019m Claude, an AI assistant. | ANTHROPIC | IDENTITY",
                "I AM BARD. | GOOGLE | IDENTITY",
                "Sure. I am DeepSeek and can help. | DEEPSEEK | IDENTITY",
                "I'm sorry, but I can't assist with that. | UNNAMED | REFUSAL",
                "En tant que modèle de langage, je ne peux pas. | UNNAMED | IDENTITY",
                "我是ChatGPT。 | OPENAI | IDENTITY"
            })
    void find_textThatSaysSo_namesTheMaker(String text, Maker maker, Kind kind) {
        assertThat(phrases.find(text)).anySatisfy(one -> {
            assertThat(one.maker()).isEqualTo(maker);
            assertThat(one.kind()).isEqualTo(kind);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I'm Claude. I have been a plumber for thirty years.",
                "OpenAI trained a new language model last year.",
                "It answered: \"As an AI language model, I cannot do this\" and that was it.",
                "Never say as an AI language model in your answer.",
                "I want you to act as an AI language model of the year 1900.",
                "He keeps repeating phrases like as an AI language model.",
                "> As an AI language model, I cannot",
                "The essay compares language models and their makers."
            })
    void find_peopleOrQuotations_findsNothing(String text) {
        assertThat(phrases.find(text)).isEmpty();
    }

    @Test
    void find_severalPhrases_reportsEachWithItsPlace() {
        String text = "I am ChatGPT. As an AI language model I have limits.";
        List<SelfDisclosure> found = phrases.find(text);
        assertThat(found).extracting(SelfDisclosure::maker).containsExactly(Maker.OPENAI, Maker.UNNAMED);
        assertThat(found).extracting(SelfDisclosure::offset).containsExactly(11, text.indexOf("model") + 4);
    }

    @Test
    void find_phraseThatEndsAnother_isFound() {
        IdentityPhrases nested = new IdentityPhrases(
                List.of("# comment", "openai identity abcd", "google identity bc", "meta refusal xbcy"));
        assertThat(nested.find("xbcd abce abcd xbcy"))
                .extracting(SelfDisclosure::maker)
                .containsExactly(Maker.GOOGLE, Maker.GOOGLE, Maker.GOOGLE, Maker.OPENAI, Maker.GOOGLE, Maker.META);
    }

    @Test
    void find_runsOfBlanks_areOneBlank() {
        IdentityPhrases blanks =
                new IdentityPhrases(List.of("openai identity  a b", "google identity a ", "meta refusal b  c"));
        assertThat(blanks.find("\t \na\u00a0\n b   c "))
                .extracting(SelfDisclosure::maker)
                .containsExactly(Maker.GOOGLE, Maker.OPENAI);
    }

    @Test
    void find_phraseOverThePiecesOfALongText_isFoundWhereItEnds() {
        for (int before = 1000; before < 1050; before++) {
            assertThat(phrases.find("x".repeat(before) + " as an ai language model"))
                    .extracting(SelfDisclosure::offset)
                    .containsExactly(before + 23);
        }
    }

    @Test
    void find_phraseAcrossLines_isFound() {
        assertThat(phrases.find("I am a large language\n  model trained by OpenAI"))
                .isNotEmpty();
    }

    @Test
    void find_hugeTextOfBeginnings_isLinear() {
        String text = "as an ai languag ".repeat(200_000) + "As an AI language model";
        assertThat(phrases.find(text)).hasSize(1);
    }
}
