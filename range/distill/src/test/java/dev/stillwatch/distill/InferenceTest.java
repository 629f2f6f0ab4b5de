// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTest {
    private static final Shape SHAPE = new Shape(32, 40, 3, 4, 2, 50, 24);

    /** Large weights, so that a slip in any part shows. */
    private static Llama lively(Shape shape, long seed) {
        Random random = new Random(seed);
        float[] parameters = new float[shape.parameters()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (random.nextGaussian() * 0.3);
        }
        return new Llama(shape, parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "32, 40, 3, 4, 2, 50, 24",
        "24, 33, 1, 2, 2, 11, 9",
        "64, 172, 2, 8, 4, 512, 40",
        "36, 20, 2, 6, 1, 7, 5"
    })
    void next_anyShape_agreesWithPyTorch(
            int width, int hidden, int layers, int heads, int keyValueHeads, int vocabulary, int context) {
        Shape shape = new Shape(width, hidden, layers, heads, keyValueHeads, vocabulary, context);
        Llama model = lively(shape, 7);
        long[][] tokens = new long[3][context];
        Random random = new Random(8);
        for (long[] row : tokens) {
            Arrays.setAll(row, i -> random.nextInt(vocabulary));
        }
        try (NDManager manager = TorchTrainer.engine().newBaseManager()) {
            TorchLlama torch = new TorchLlama(model, manager);
            float[] expected = torch.logits(torch.read(tokens)).toFloatArray();

            for (int row = 0; row < tokens.length; row++) {
                Decoder decoder = new Inference(model).decoder();
                for (int i = 0; i < context; i++) {
                    float[] logits = decoder.next((int) tokens[row][i]);
                    int from = (row * context + i) * vocabulary;
                    assertThat(logits)
                            .containsExactly(Arrays.copyOfRange(expected, from, from + vocabulary), within(1e-4f));
                }
            }
        }
    }

    @Test
    void rewind_toAPlace_continuesAsIfNothingHadFollowed() {
        Decoder decoder = new Inference(lively(SHAPE, 1)).decoder();
        decoder.read(3);
        decoder.read(4);
        float[] first = decoder.next(5).clone();
        decoder.read(9);

        decoder.rewind(2);

        assertThat(decoder.next(5)).isEqualTo(first);
    }

    @Test
    void next_contextFull_isRefused() {
        Decoder decoder = new Inference(lively(SHAPE, 1)).decoder();
        for (int i = 0; i < SHAPE.context(); i++) {
            decoder.read(1);
        }

        assertThatThrownBy(() -> decoder.next(1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1", "50"})
    void next_tokenOutsideTheVocabulary_isRefused(int token) {
        Decoder decoder = new Inference(lively(SHAPE, 1)).decoder();

        assertThatThrownBy(() -> decoder.next(token)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void continued_untilTheEnd_keepsPromptAndStops() {
        Inference inference = new Inference(lively(SHAPE, 1));

        int[] whole = inference.continued(new int[] {1, 2}, 100, token -> false, TokenChoice.likeliest());
        int[] short3 = inference.continued(new int[] {1, 2}, 3, token -> false, TokenChoice.likeliest());
        int end = whole[4];
        int[] ended = inference.continued(new int[] {1, 2}, 100, token -> token == end, TokenChoice.likeliest());

        assertThat(whole).hasSize(SHAPE.context()).startsWith(1, 2);
        assertThat(short3).isEqualTo(Arrays.copyOf(whole, 5));
        assertThat(ended[ended.length - 1]).isEqualTo(end);
        assertThat(whole).startsWith(ended);
    }

    @Test
    void continuedAll_anyNumberOfThreads_writesTheSame() {
        Inference inference = new Inference(lively(SHAPE, 1));
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            prompts.add(new int[] {i, i + 1, 3});
        }

        List<int[]> alone =
                inference.continuedAll(prompts, 12, t -> t == 0, i -> TokenChoice.drawn(1, new Random(i)), 1);
        List<int[]> threads =
                inference.continuedAll(prompts, 12, t -> t == 0, i -> TokenChoice.drawn(1, new Random(i)), 4);

        assertThat(threads).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(alone);
        assertThat(alone.getFirst()).isNotEqualTo(alone.getLast());
    }

    @Test
    void drawn_manyTimes_followsTheChances() {
        float[] logits = {0, (float) Math.log(2), (float) Math.log(5), Float.NEGATIVE_INFINITY};
        TokenChoice choice = TokenChoice.drawn(1, new Random(5));
        int[] counts = new int[4];
        for (int i = 0; i < 80_000; i++) {
            counts[choice.choose(logits.clone(), new int[0], 0)]++;
        }

        assertThat(counts[0] / 80_000.0).isCloseTo(1 / 8.0, within(0.006));
        assertThat(counts[1] / 80_000.0).isCloseTo(2 / 8.0, within(0.006));
        assertThat(counts[2] / 80_000.0).isCloseTo(5 / 8.0, within(0.006));
        assertThat(counts[3]).isZero();
    }

    @Test
    void logProbabilities_ofLogits_addUpToOne() {
        float[] logits = {3, -20, 0.5f, 90, 88};

        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            sum += Math.exp(LogProbabilities.of(logits, i));
        }

        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(LogProbabilities.likeliest(logits, 3)).containsExactly(3, 4, 0);
        assertThat(LogProbabilities.likeliest(logits, 9)).containsExactly(3, 4, 0, 2, 1);
        assertThat(LogProbabilities.likeliest(logits, 0)).isEmpty();
        assertThat(LogProbabilities.likeliest(new float[] {1, 1, 1}, 2)).containsExactly(0, 1);
    }

    @Test
    void exponential_wholeRange_isThatOfTheLibrary() {
        for (float x = -87; x <= 87; x += 0.0137f) {
            assertThat(FastExponential.of(x) / Math.exp(x)).isCloseTo(1, within(2e-6));
        }
        assertThat(FastExponential.of(-500)).isLessThan(1e-37f);
    }
}
