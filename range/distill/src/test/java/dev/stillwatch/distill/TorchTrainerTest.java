// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TorchTrainerTest {
    private static final Shape SHAPE = new Shape(32, 64, 2, 2, 2, 16, 16);
    private final Trainer trainer = new TorchTrainer();

    /** Counting upwards from a random token: the next is always one more. */
    private static List<Example> counting(int count) {
        Random random = new Random(3);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(8);
            int length = 4 + random.nextInt(4);
            List<Integer> tokens = new ArrayList<>();
            for (int j = 0; j < length; j++) {
                tokens.add(first + j);
            }
            examples.add(Example.of(tokens, 1));
        }
        return examples;
    }

    private static TrainingPlan quick(int steps, int batch) {
        return new TrainingPlan(steps, batch, 1e-2, 0.05, 0, 1, 0.5, 5);
    }

    private static Llama fresh() {
        return Llama.random(SHAPE, new Random(1));
    }

    @Test
    void train_aPattern_isLearned() {
        List<Double> losses = new ArrayList<>();

        Trained trained = trainer.train(fresh(), counting(64), quick(120, 16), (step, steps, loss) -> losses.add(loss));

        assertThat(losses.getFirst()).isCloseTo(Math.log(16), within(0.3));
        assertThat(trained.loss()).isLessThan(0.1);
        int[] counted = new Inference(trained.model()).continued(new int[] {5}, 4, t -> false, TokenChoice.likeliest());
        assertThat(counted).containsExactly(5, 6, 7, 8, 9);
    }

    @Test
    void train_sameSeed_givesTheSameWeights() {
        Trained first = trainer.train(fresh(), counting(40), TrainingPlan.of(15, 8, 5), TrainingListener.SILENT);
        Trained again = trainer.train(fresh(), counting(40), TrainingPlan.of(15, 8, 5), TrainingListener.SILENT);
        Trained other = trainer.train(fresh(), counting(40), TrainingPlan.of(15, 8, 6), TrainingListener.SILENT);

        assertThat(again.model().parameters()).isEqualTo(first.model().parameters());
        assertThat(other.model().parameters()).isNotEqualTo(first.model().parameters());
    }

    @Test
    void train_always_leavesTheStartAsItWas() {
        Llama start = fresh();

        trainer.train(start, counting(8), TrainingPlan.of(3, 4, 5), TrainingListener.SILENT);

        assertThat(start.parameters()).isEqualTo(fresh().parameters());
    }

    @Test
    void train_promptTokens_areNotTrained() {
        // What follows the first three tokens is always 9; the prompts themselves are noise.
        Random random = new Random(2);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            examples.add(Example.of(List.of(random.nextInt(8), random.nextInt(8), random.nextInt(8), 9), 3));
        }

        Trained trained = trainer.train(fresh(), examples, quick(60, 16), TrainingListener.SILENT);

        assertThat(trained.loss()).isLessThan(0.05);
        // Had the noise been trained, the model would expect tokens below 8 after one token.
        assertThat(new Inference(trained.model()).continued(new int[] {1}, 1, t -> false, TokenChoice.likeliest()))
                .containsExactly(1, 9);
    }

    @Test
    void train_alternatives_areLearnedAsChances() {
        Example.Alternatives even = new Example.Alternatives(List.of(4, 5), List.of(Math.log(0.7), Math.log(0.3)));
        List<Example> examples =
                List.of(new Example(List.of(1, 4), 1, List.of(Optional.of(even))), Example.of(List.of(2, 6), 1));
        TrainingPlan plan = new TrainingPlan(150, 2, 2e-3, 0.05, 0, 1, 1, 5);

        Trained trained = trainer.train(fresh(), examples, plan, TrainingListener.SILENT);

        float[] logits = new Inference(trained.model()).decoder().next(1);
        assertThat(Math.exp(LogProbabilities.of(logits, 4))).isCloseTo(0.7, within(0.05));
        assertThat(Math.exp(LogProbabilities.of(logits, 5))).isCloseTo(0.3, within(0.05));
        float[] plain = new Inference(trained.model()).decoder().next(2);
        assertThat(Math.exp(LogProbabilities.of(plain, 6))).isGreaterThan(0.9);
    }

    @Test
    void train_always_countsTokensAndOperations() {
        Trained trained = trainer.train(
                fresh(),
                List.of(Example.of(List.of(1, 2, 3, 4, 5), 2)),
                TrainingPlan.of(3, 2, 5),
                TrainingListener.SILENT);

        assertThat(trained.tokens()).isEqualTo(3 * 2 * 5);
        double sequence = 6.0 * SHAPE.parameters() * 5 + 12.0 * 2 * 32 * 25;
        assertThat(trained.operations()).isEqualTo(6 * sequence);
    }

    @Test
    void train_exampleThatDoesNotFit_isRefused() {
        List<Example> long18 = List.of(Example.of(Collections.nCopies(18, 1), 2));
        List<Example> unknown = List.of(Example.of(List.of(1, 16), 1));
        TrainingPlan plan = TrainingPlan.of(1, 1, 1);

        assertThatThrownBy(() -> trainer.train(fresh(), long18, plan, TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trainer.train(fresh(), unknown, plan, TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trainer.train(fresh(), List.of(), plan, TrainingListener.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void train_rateFarTooHigh_saysSoInsteadOfReturningNonsense() {
        TrainingPlan wild = new TrainingPlan(40, 8, 1e30, 0, 0, 1e30, 0, 5);

        assertThatThrownBy(() -> trainer.train(fresh(), counting(16), wild, TrainingListener.SILENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lower the rate");
    }
}
