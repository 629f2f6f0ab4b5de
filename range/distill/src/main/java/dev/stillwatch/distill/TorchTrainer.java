// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import java.util.List;

/**
 * Trains with PyTorch on the processor, from native libraries in a jar: nothing is fetched.
 *
 * <p>PyTorch extracts these libraries, about 430 MB, once for each version into the folder that the system property
 * {@code ENGINE_CACHE_DIR} names, or {@code .djl.ai} in the user's home. Works on one thread, unless the system property
 * {@code ai.djl.pytorch.num_threads} asks for more. Thread-safe, but one call trains at a time.
 *
 * @see <a href="https://arxiv.org/abs/1503.02531">Hinton et al., Distilling the Knowledge in a Neural Network</a>
 */
public final class TorchTrainer implements Trainer {
    private static final Object ONE_AT_A_TIME = new Object();
    private static final int UPDATES_PER_REPORT = 10;
    private static final double LAST_RATE = 0.1;

    @Override
    public Trained train(Llama start, List<Example> examples, TrainingPlan plan, TrainingListener listener) {
        synchronized (ONE_AT_A_TIME) {
            return new Run(start, examples, plan).all(listener);
        }
    }

    /**
     * PyTorch, told never to look for anything on the network.
     *
     * <p>It works on one thread unless told otherwise: several wait for each other at every operation, which on a busy
     * machine takes ten times as long, and sums of another order would give another model.
     */
    static synchronized Engine engine() {
        System.setProperty("ai.djl.offline", "true");
        for (String threads : List.of("ai.djl.pytorch.num_threads", "ai.djl.pytorch.num_interop_threads")) {
            if (System.getProperty(threads) == null) {
                System.setProperty(threads, "1");
            }
        }
        return Engine.getEngine("PyTorch");
    }

    /** One training. */
    private static final class Run {
        private final Shape shape;
        private final TrainingPlan plan;
        private final Batches batches;
        private final float[] parameters;
        private final float[] gradients;
        private final AdamW optimiser;
        private long tokens;
        private double operations;
        private double loss;

        Run(Llama start, List<Example> examples, TrainingPlan plan) {
            shape = start.shape();
            this.plan = plan;
            for (Example example : examples) {
                check(example);
            }
            batches = new Batches(examples, plan.batch(), plan.seed());
            parameters = start.parameters().clone();
            gradients = new float[parameters.length];
            optimiser = new AdamW(shape, plan.weightDecay());
        }

        private void check(Example example) {
            if (example.tokens().size() > shape.context() + 1) {
                throw new IllegalArgumentException("an example of "
                        + example.tokens().size() + " tokens for a model that reads " + shape.context());
            }
            for (int token : example.tokens()) {
                if (token < 0 || token >= shape.vocabulary()) {
                    throw new IllegalArgumentException("token " + token + " of a vocabulary of " + shape.vocabulary());
                }
            }
        }

        Trained all(TrainingListener listener) {
            try (NDManager manager = engine().newBaseManager()) {
                TorchLlama model = new TorchLlama(new Llama(shape, parameters), manager);
                for (int step = 1; step <= plan.steps(); step++) {
                    boolean reported = step % UPDATES_PER_REPORT == 0 || step == 1 || step == plan.steps();
                    update(model, manager, rate(step), reported);
                    if (reported) {
                        if (!Double.isFinite(loss)) {
                            throw new IllegalStateException(
                                    "training went out of bounds at update " + step + ": lower the rate");
                        }
                        listener.updated(step, plan.steps(), loss);
                    }
                }
            }
            return new Trained(new Llama(shape, parameters), loss, tokens, operations);
        }

        private void update(TorchLlama model, NDManager manager, double rate, boolean readLoss) {
            List<Example> examples = batches.next();
            Batch batch = Batch.of(examples, plan.softWeight());
            try (NDScope scope = new NDScope();
                    GradientCollector collector = engine().newGradientCollector()) {
                scope.suppressNotUsedWarning();
                NDArray result = loss(model, manager, batch);
                collector.backward(result);
                if (readLoss) {
                    loss = result.getFloat();
                }
                model.takeGradients(gradients);
            }
            optimiser.update(parameters, gradients, rate, plan.clip());
            model.set(parameters);
            for (Example example : examples) {
                tokens += example.tokens().size();
                operations += operations(shape, example.tokens().size());
            }
        }

        private double rate(int step) {
            int warm = (int) (plan.steps() * plan.warmup());
            if (step <= warm) {
                return plan.peakRate() * step / warm;
            }
            double done = (step - warm) / (double) Math.max(1, plan.steps() - warm);
            return plan.peakRate() * (LAST_RATE + (1 - LAST_RATE) * (1 + Math.cos(Math.PI * done)) / 2);
        }
    }

    /** Cross-entropy with the tokens, mixed with that with a teacher's chances, by place. */
    private static NDArray loss(TorchLlama model, NDManager manager, Batch batch) {
        int trained = batch.targets().length;
        NDArray read = model.read(batch.tokens()).get(manager.create(batch.places()));
        NDArray logChances = model.logits(read).logSoftmax(-1);
        NDArray targets = manager.create(batch.targets(), new ai.djl.ndarray.types.Shape(trained, 1));
        NDArray hard = logChances.gather(targets, 1).neg().reshape(trained);
        int listed = batch.alternatives()[0].length;
        if (listed == 0) {
            return hard.mean();
        }
        long[] ids = new long[trained * listed];
        float[] chances = new float[trained * listed];
        for (int i = 0; i < trained; i++) {
            System.arraycopy(batch.alternatives()[i], 0, ids, i * listed, listed);
            System.arraycopy(batch.chances()[i], 0, chances, i * listed, listed);
        }
        ai.djl.ndarray.types.Shape sizes = new ai.djl.ndarray.types.Shape(trained, listed);
        NDArray soft = logChances
                .gather(manager.create(ids, sizes), 1)
                .mul(manager.create(chances, sizes))
                .sum(new int[] {1})
                .neg();
        NDArray share = manager.create(batch.shares());
        return hard.add(soft.sub(hard).mul(share)).mean();
    }

    /**
     * Floating-point operations to train on one sequence once: six for each token and parameter, and for attention
     * twelve for each layer, pair of places and number of the width.
     *
     * @see <a href="https://arxiv.org/abs/2001.08361">Kaplan et al., Scaling Laws, section 2.1</a>
     */
    static double operations(Shape shape, int tokens) {
        return 6.0 * shape.parameters() * tokens + 12.0 * shape.layers() * shape.width() * (double) tokens * tokens;
    }
}
