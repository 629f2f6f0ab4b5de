// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Trains a sentence encoder on: a question's embedding is to be nearer to its answer's than to those of the others of its
 * batch. All weights are trained, by Adam with a rate that rises and falls, as these models were trained in the first place.
 *
 * @see <a href="https://arxiv.org/abs/1705.00652">Henderson et al. 2017: negatives from the batch</a>
 */
final class FineTune {
    private static final double MEAN_KEPT = 0.9;
    private static final double SQUARE_KEPT = 0.999;
    private static final float TINY = 1e-8f;
    private static final float SHARPNESS = 20;
    private static final double WARM = 0.1;

    /** A question and its answer, as ids. */
    static final class Pair {
        private final int[] question;
        private final int[] answer;

        Pair(int[] question, int[] answer) {
            this.question = question;
            this.answer = answer;
        }

        private int[] question() {
            return question;
        }

        private int[] answer() {
            return answer;
        }
    }

    /**
     * How to train.
     *
     * @param batch pairs of a step
     * @param peakRate the highest rate
     */
    record Plan(int steps, int batch, double peakRate, long seed) {}

    private FineTune() {}

    /**
     * The model after training.
     *
     * @param told is given each step's number and loss
     */
    static Model of(Model start, List<Pair> pairs, Plan plan, BiConsumer<Integer, Float> told) {
        Map<String, Model.Matrix> trained = new LinkedHashMap<>();
        start.tensors()
                .forEach((name, tensor) ->
                        trained.put(name, tensor.with(tensor.values().clone())));
        Model model = new Model(trained);
        Map<String, float[]> means = new LinkedHashMap<>();
        Map<String, float[]> squares = new LinkedHashMap<>();
        trained.forEach((name, tensor) -> {
            means.put(name, new float[tensor.values().length]);
            squares.put(name, new float[tensor.values().length]);
        });
        List<Pair> order = new ArrayList<>(pairs);
        Collections.shuffle(order, new Random(plan.seed()));
        Engine engine = Encoder.engine();
        try (NDManager manager = engine.newBaseManager()) {
            Encoder encoder = new Encoder(model, manager);
            encoder.train();
            for (int step = 1; step <= plan.steps(); step++) {
                List<Pair> batch = new ArrayList<>();
                for (int i = 0; i < plan.batch(); i++) {
                    batch.add(order.get(((step - 1) * plan.batch() + i) % order.size()));
                }
                try (NDScope scope = new NDScope();
                        GradientCollector collector = engine.newGradientCollector()) {
                    scope.suppressNotUsedWarning();
                    NDArray loss = loss(encoder, batch);
                    collector.backward(loss);
                    told.accept(step, loss.getFloat());
                    float rate = (float) rate(plan, step);
                    int now = step;
                    trained.forEach((name, tensor) -> update(
                            tensor.values(),
                            encoder.takeGradient(name),
                            means.getOrDefault(name, new float[0]),
                            squares.getOrDefault(name, new float[0]),
                            rate,
                            now));
                }
                encoder.set(model);
            }
        }
        return model;
    }

    private static NDArray loss(Encoder encoder, List<Pair> batch) {
        NDArray questions = encoder.embed(batch.stream().map(Pair::question).toList());
        NDArray answers = encoder.embed(batch.stream().map(Pair::answer).toList());
        NDArray likeness = questions.matMul(answers.transpose()).mul(SHARPNESS).logSoftmax(-1);
        NDArray right = questions.getManager().eye(batch.size());
        return likeness.mul(right).sum().neg().div(batch.size());
    }

    private static double rate(Plan plan, int step) {
        double warm = Math.max(1, plan.steps() * WARM);
        return plan.peakRate() * (step < warm ? step / warm : (plan.steps() - step + 1) / (plan.steps() - warm + 1));
    }

    private static void update(
            float[] weights, float[] gradients, float[] means, float[] squares, float rate, int step) {
        float stepSize = (float) (rate / (1 - Math.pow(MEAN_KEPT, step)));
        float squareScale = (float) (1 / (1 - Math.pow(SQUARE_KEPT, step)));
        for (int i = 0; i < weights.length; i++) {
            means[i] = (float) (MEAN_KEPT * means[i] + (1 - MEAN_KEPT) * gradients[i]);
            squares[i] = (float) (SQUARE_KEPT * squares[i] + (1 - SQUARE_KEPT) * gradients[i] * gradients[i]);
            weights[i] -= stepSize * means[i] / ((float) Math.sqrt(squares[i] * squareScale) + TINY);
        }
    }
}
