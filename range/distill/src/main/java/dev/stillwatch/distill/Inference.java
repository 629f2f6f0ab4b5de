// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Runs a {@link Llama} in plain Java: its weights laid out for the processor, shared by any number of {@link Decoder}s.
 *
 * <p>Needs once more the memory of the weights. Immutable and thread-safe.
 */
public final class Inference {
    final Shape shape;
    final float[] embedding;
    final MatrixByInput output;
    final float[] outputNorm;
    final List<Block> blocks;
    final float[] cosines;
    final float[] sines;

    /** The weights of one layer. */
    record Block(
            Scales attentionNorm,
            MatrixByInput queryKeyValue,
            MatrixByInput attentionOut,
            Scales feedForwardNorm,
            MatrixByInput gateAndUp,
            MatrixByInput down) {}

    /** The learned scales of a norm. */
    static final class Scales {
        final float[] values;

        Scales(float[] values) {
            this.values = values;
        }
    }

    public Inference(Llama model) {
        shape = model.shape();
        int width = shape.width();
        embedding = model.tensor(Tensor.EMBEDDING, 0);
        output = MatrixByInput.of(width, embedding);
        outputNorm = model.tensor(Tensor.OUTPUT_NORM, 0);
        cosines = Rotary.table(shape, false);
        sines = Rotary.table(shape, true);
        List<Block> all = new ArrayList<>();
        for (int l = 0; l < shape.layers(); l++) {
            all.add(new Block(
                    new Scales(model.tensor(Tensor.ATTENTION_NORM, l)),
                    MatrixByInput.of(
                            width,
                            model.tensor(Tensor.QUERY, l),
                            model.tensor(Tensor.KEY, l),
                            model.tensor(Tensor.VALUE, l)),
                    MatrixByInput.of(width, model.tensor(Tensor.ATTENTION_OUT, l)),
                    new Scales(model.tensor(Tensor.FEED_FORWARD_NORM, l)),
                    MatrixByInput.of(width, model.tensor(Tensor.GATE, l), model.tensor(Tensor.UP, l)),
                    MatrixByInput.of(shape.hidden(), model.tensor(Tensor.DOWN, l))));
        }
        blocks = List.copyOf(all);
    }

    public Shape shape() {
        return shape;
    }

    /** A new reader and writer of one sequence at a time. */
    public Decoder decoder() {
        return new Decoder(this);
    }

    /**
     * Continues one sequence.
     *
     * @param prompt token ids, at least one
     * @param mostTokens how many to add at most; the model's context limits it too
     * @param end which token ends the sequence; it is kept as the last
     * @return prompt and continuation
     */
    public int[] continued(int[] prompt, int mostTokens, IntPredicate end, TokenChoice choice) {
        return decoder().continued(prompt, mostTokens, end, choice);
    }

    /**
     * Continues many sequences on several threads; the result does not depend on their number.
     *
     * @param choices gives each prompt, by its index, a choice of its own
     * @param threads how many, at least 1
     * @return prompts and continuations, in order
     */
    public List<int[]> continuedAll(
            List<int[]> prompts, int mostTokens, IntPredicate end, IntFunction<TokenChoice> choices, int threads) {
        int[][] results = new int[prompts.size()][];
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(executor.submit(() -> {
                    Decoder decoder = decoder();
                    for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
                        results[i] = decoder.continued(prompts.get(i), mostTokens, end, choices.apply(i));
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model was writing", e);
        }
        return Arrays.asList(results);
    }
}
