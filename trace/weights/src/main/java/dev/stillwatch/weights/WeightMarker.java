// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.ElementType;
import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Marks one recipient's copy of a model, tensor by tensor as it is copied.
 *
 * <p>In each run that carries, every weight moves by {@link MarkSettings#amplitude} of the run's root mean square, by its
 * sign up or down for the recipient's symbol, and is rounded by chance to a neighbouring value of its type: on average
 * nothing is lost, though the move is smaller than the step. Weights that are exactly 0 in floating-point files stay, so
 * that sparse models stay sparse. The same key, settings and recipient give the same bytes, whatever the threads.
 * Thread-safe; works on all processors.
 */
public final class WeightMarker implements ModelCopy.Edit {
    /** Groups that one task marks. */
    private static final long AT_ONCE = 16_384;

    private final WeightKey key;
    private final MarkSettings settings;
    private final String recipient;
    private final boolean[] ones;
    private final AtomicLong carrying = new AtomicLong();

    /**
     * A marker of copies for one recipient.
     *
     * @param recipient by the name that is registered; never empty
     */
    public WeightMarker(WeightKey key, MarkSettings settings, String recipient) {
        if (recipient.isBlank()) {
            throw new IllegalArgumentException("a copy is marked for somebody: the recipient is blank");
        }
        this.key = key;
        this.settings = settings;
        this.recipient = recipient;
        this.ones = new TardosCode(key, settings).of(recipient);
    }

    /** How many weights of a model could carry a mark, for {@link MarkSettings#forWeights}. */
    public static long markable(ModelFiles model) {
        return Carrying.weights(model);
    }

    /** The names of the tensors that carry a mark. */
    public static List<String> markedTensors(ModelFiles model) {
        return Carrying.of(model).stream().map(Tensor::name).toList();
    }

    /** How many weights this has moved, or left by chance where they were. */
    public long weightsMarked() {
        return carrying.get();
    }

    /**
     * Marks a tensor; those that do not carry stay as they are.
     *
     * @throws StillwatchException if a weight that would carry is no finite number; the message names the tensor
     */
    @Override
    public void edit(Tensor tensor, MemorySegment weights) {
        if (!Carrying.carries(tensor)) {
            return;
        }
        RunCodec codec = RunCodec.of(tensor.type()).orElseThrow();
        long groups = carriers(tensor).groups();
        LongStream.range(0, (groups + AT_ONCE - 1) / AT_ONCE)
                .parallel()
                .forEach(task -> mark(tensor, codec, weights, task * AT_ONCE, Math.min(groups, (task + 1) * AT_ONCE)));
    }

    private Carriers carriers(Tensor tensor) {
        return new Carriers(key, settings, tensor.name(), tensor.elements() / RunCodec.RUN);
    }

    private void mark(Tensor tensor, RunCodec codec, MemorySegment weights, long from, long to) {
        Carriers carriers = carriers(tensor);
        RoundingDraws draws = new RoundingDraws(key, recipient, tensor.name());
        boolean keepsZeros = keepsZeros(tensor.type());
        float[] run = new float[RunCodec.RUN];
        float[] moves = new float[RunCodec.RUN];
        long marked = 0;
        for (long group = from; group < to; group++) {
            long at = carriers.run(group);
            codec.read(weights, at, run);
            float size = Runs.size(run);
            if (!Float.isFinite(size)) {
                throw new StillwatchException("tensor " + tensor.name()
                        + " holds weights that are no finite numbers; mark a model whose weights are sound");
            }
            if (size > 0) {
                float amplitude = (float) settings.amplitude() * size;
                carriers.signs(group, ones[carriers.symbol(group)] ? amplitude : -amplitude, moves);
                if (keepsZeros) {
                    for (int i = 0; i < RunCodec.RUN; i++) {
                        moves[i] = run[i] == 0 ? 0 : moves[i];
                    }
                }
                draws.begin(group);
                codec.nudge(weights, at, moves, draws);
                marked += RunCodec.RUN;
            }
        }
        carrying.addAndGet(marked);
    }

    /** On a coarse grid 0 is a value like any other; in floating point it was put there on purpose. */
    static boolean keepsZeros(ElementType type) {
        return switch (type) {
            case F64, F32, F16, BF16 -> true;
            case F8_E4M3, F8_E5M2, I8, U8, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, OTHER -> false;
        };
    }
}
