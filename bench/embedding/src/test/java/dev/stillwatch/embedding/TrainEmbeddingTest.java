// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.stillwatch.detect.PromptEmbedding;
import dev.stillwatch.detect.PromptTokens;
import dev.stillwatch.detect.WordVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainEmbeddingTest {

    @Test
    void regression_targetsThatAreSums_findsTheVectors() {
        Random random = new Random(1);
        double[][] truth = new double[20][3];
        for (double[] vector : truth) {
            Arrays.setAll(vector, _ -> random.nextGaussian());
        }
        int[][] texts = IntStream.range(0, 400)
                .mapToObj(_ -> random.ints(1 + random.nextInt(6), 0, 20).toArray())
                .toArray(int[][]::new);
        double[][] targets = new double[texts.length][3];
        for (int t = 0; t < texts.length; t++) {
            for (int word : texts[t]) {
                for (int d = 0; d < 3; d++) {
                    targets[t][d] += truth[word][d] / Math.sqrt(texts[t].length);
                }
            }
        }
        double[][] fitted = new WordRegression(texts, 1e-6).fit(targets, new double[20][3]);
        for (int w = 0; w < 20; w++) {
            assertThat(fitted[w]).containsExactly(truth[w], offset(1e-3));
        }
    }

    @Test
    void regression_wordInNoText_keepsItsGuess() {
        double[][] guess = {{1, 2}, {3, 4}};
        double[][] fitted = new WordRegression(new int[][] {{0}, {}}, 1).fit(new double[][] {{5, 2}, {9, 9}}, guess);
        assertThat(fitted[1]).containsExactly(3, 4);
        assertThat(fitted[0]).containsExactly(new double[] {3, 2}, offset(1e-9));
    }

    @Test
    void quantised_vectors_areWithinHalfAStep() {
        Random random = new Random(2);
        String[] spelled = {"red", "green", "blue"};
        int[] words =
                Arrays.stream(spelled).mapToInt(PromptTokens::hashOf).sorted().toArray();
        double[][] vectors = new double[3][WordVectors.DIMENSIONS];
        for (double[] vector : vectors) {
            Arrays.setAll(vector, _ -> random.nextGaussian());
        }
        PromptEmbedding embedding = new PromptEmbedding(Quantised.of("", 0, words, vectors));
        for (String word : spelled) {
            double[] vector = vectors[Arrays.binarySearch(words, PromptTokens.hashOf(word))];
            double length = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
            float[] place = embedding.of(word);
            for (int d = 0; d < place.length; d++) {
                assertThat((double) place[d]).isCloseTo(vector[d] / length, offset(0.005));
            }
        }
    }

    @Test
    void keptWords_ofLongText_areThoseTheEmbeddingReads() {
        String text = IntStream.range(0, 500)
                .mapToObj(i -> "w" + (char) ('a' + i % 26) + (char) ('a' + i / 26))
                .collect(Collectors.joining(" "));
        int[] kept = KeptWords.of(text);
        String ends = text.substring(0, 24 * 4) + text.substring(text.length() - 10 * 4 + 1);
        assertThat(kept).hasSize(34).isEqualTo(KeptWords.of(ends));
        assertThat(PromptEmbedding.shipped().of(text))
                .isEqualTo(PromptEmbedding.shipped().of(ends));
    }

    @Test
    void fidelity_sameAndRandomEmbeddings_areOneAndNearChance() {
        Random random = new Random(3);
        List<float[]> some = random(random, 300);
        Fidelity same = Fidelity.of(some, some, 4);
        assertThat(same.rankCorrelation()).isCloseTo(1, offset(1e-9));
        assertThat(same.recallAt10()).isCloseTo(1, offset(1e-9));
        Fidelity unrelated = Fidelity.of(some, random(random, 300), 4);
        assertThat(unrelated.rankCorrelation()).isCloseTo(0, offset(0.05));
        assertThat(unrelated.recallAt10()).isBetween(0.01, 0.08);
    }

    @Test
    void parts_ofTexts_areDistinctAndShort() {
        String text = "One two three four five. Six seven eight nine ten! Eleven. Twelve thirteen fourteen fifteen? "
                + "word ".repeat(200);
        List<String> parts = PublicTexts.parts(List.of(text, text), 100, 5);
        assertThat(parts).isNotEmpty().doesNotHaveDuplicates().allMatch(part -> part.length() <= 400);
        assertThat(PublicTexts.parts(List.of(text), 1, 5)).hasSize(1);
    }

    @Test
    void wordList_textsAndVocabulary_areListedByHash() throws Exception {
        List<String> texts = List.of("flimsyword 12 the", "Flimsyword 3 the", "flimsyword the", "onceonlyword");
        WordList words = WordList.of(texts, 5_000);
        assertThat(words.size()).isEqualTo(5_000);
        assertThat(words.spelled()).contains("flimsyword", "the", "history").doesNotContain("onceonlyword", "ing");
        assertThat(words.hashes()).isSorted().contains(PromptTokens.hashOf("flimsyword"));
        assertThat(words.indices("the onceonlyword Flimsyword"))
                .containsExactly(words.spelled().indexOf("the"), words.spelled().indexOf("flimsyword"));
    }

    @Test
    void shippedVectors_dataSets_arePermissivelyLicensedOnes() {
        assertThat(PromptEmbedding.shipped().source())
                .contains("bge-small-en-v1.5", "koala", "arena_hard_prompts", "gsm8k")
                .doesNotContain("arena_users", "xstest", "alpaca");
    }

    @Test
    void sentenceModel_sameMeaning_isNearer() throws Exception {
        try (SentenceModel model = new SentenceModel()) {
            float[] bread = model.embed("How do I bake bread?");
            float[] loaf = model.embed("A recipe for a sourdough loaf");
            float[] code = model.embed("Fix this Java exception");
            assertThat(dot(bread, loaf)).isGreaterThan(dot(bread, code) + 0.1);
            assertThat(dot(bread, bread)).isCloseTo(1, offset(1e-5));
            assertThat(model.embed("How do I bake bread?")).isEqualTo(bread);
        }
    }

    private static List<float[]> random(Random random, int count) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] x = new float[8];
            for (int d = 0; d < x.length; d++) {
                x[d] = (float) random.nextGaussian();
            }
            all.add(x);
        }
        return all;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
