// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptEmbeddingTest {
    private static final PromptEmbedding EMBEDDING = PromptEmbedding.shipped();

    @Test
    void of_anyWords_hasUnitLength() {
        for (String text : List.of("the", "Why is the sky blue?", "zqxv wvut qqqp", "日本語 テスト", "42")) {
            assertThat(dot(EMBEDDING.of(text), EMBEDDING.of(text))).as(text).isCloseTo(1, offset(1e-5));
        }
    }

    @Test
    void of_noWords_isZero() {
        assertThat(EMBEDDING.of("")).containsOnly(0).hasSize(PromptEmbedding.DIMENSIONS);
        assertThat(EMBEDDING.of(" ?! -- ")).containsOnly(0);
    }

    @Test
    void of_sameMeaning_isNearerThanOtherMeaning() {
        float[] recipe = EMBEDDING.of("How do I bake bread with whole wheat flour?");
        float[] cooking = EMBEDDING.of("Give me a recipe for a loaf of sourdough");
        float[] code = EMBEDDING.of("My Python function raises a type error, fix the bug");
        float[] program = EMBEDDING.of("Debug this Java method that throws an exception");
        assertThat(dot(recipe, cooking)).isGreaterThan(dot(recipe, code)).isGreaterThan(dot(cooking, program));
        assertThat(dot(code, program)).isGreaterThan(dot(code, cooking));
    }

    @Test
    void of_caseAndPunctuation_doNotMatter() {
        assertThat(EMBEDDING.of("Sort, these NUMBERS: 1 2")).isEqualTo(EMBEDDING.of("sort these numbers 77 5"));
    }

    @Test
    void of_madeUpWords_areTellableApart() {
        float[] one = EMBEDDING.of("zqxvwvutqqqp");
        assertThat(EMBEDDING.of("zqxvwvutqqqp")).isEqualTo(one);
        assertThat(dot(EMBEDDING.of("vvkkrrttzzmm"), one)).isLessThan(0.6);
    }

    @Test
    void embed_digestOfText_equalsText() {
        float[] into = new float[PromptEmbedding.DIMENSIONS];
        for (int words : new int[] {1, 23, 24, 25, 33, 34, 35, 300, 2_000}) {
            String text = text(words);
            Arrays.fill(into, 7);
            EMBEDDING.embed(TestExchange.of("a", text).digest(), into);
            assertThat(into).as("%d words", words).isEqualTo(EMBEDDING.of(text));
        }
    }

    @Test
    void embed_digestWithoutText_isZero() {
        float[] into = {1};
        into = Arrays.copyOf(into, PromptEmbedding.DIMENSIONS);
        EMBEDDING.embed(TestExchange.of("a").digest(), into);
        assertThat(into).containsOnly(0);
    }

    @Test
    void of_longPrompt_readsItsEndsOnly() {
        String head = "translate ".repeat(ExchangeDigest.HEAD);
        String tail = "carefully ".repeat(ExchangeDigest.TAIL);
        assertThat(EMBEDDING.of(head + "medieval castles ".repeat(90) + tail)).isEqualTo(EMBEDDING.of(head + tail));
    }

    @Test
    void read_missingOrDamagedResource_isNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PromptEmbedding.read("no-vectors.bin"))
                .withMessageContaining("no-vectors.bin is missing");
        assertThatIllegalStateException()
                .isThrownBy(() -> PromptEmbedding.read("public-vocabulary.idf"))
                .withMessageContaining("public-vocabulary.idf")
                .withMessageContaining("damaged");
    }

    private static String text(int words) {
        List<String> some = List.of("write", "the", "zqxv", "history", "42", "of", "函", "algebra", "kowalczyk");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(some.get(i * 7 % some.size())).append(' ');
        }
        return text.toString();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
