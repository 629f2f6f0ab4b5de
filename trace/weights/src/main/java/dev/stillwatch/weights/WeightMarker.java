// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.ElementType;
import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.NonFinite;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Marks one recipient's copy of a model, part by part as it is copied.
 *
 * <p>In each run that carries, every weight moves by {@link MarkSettings#amplitude} of the run's root mean square, by its
 * sign up or down for the recipient's symbol, and is rounded by chance to a neighbouring value of its type: on average
 * nothing is lost, though the move is smaller than the step. Weights that are exactly 0 in floating-point files stay, so
 * that sparse models stay sparse. The same key, settings and recipient give the same bytes, whatever the threads.
 * Thread-safe.
 */
public final class WeightMarker implements ModelCopy.Edit {
    private final WeightKey key;
    private final MarkSettings settings;
    private final String recipient;
    private final boolean[] ones;
    private final LongAdder carrying = new LongAdder();

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
        return carrying.sum();
    }

    /** Whole groups of runs, and whole blocks of the type. */
    @Override
    public int unit(Tensor tensor) {
        int runsInBlock = Math.max(1, tensor.type().blockElements() / RunCodec.RUN);
        return Carrying.carries(tensor) ? group() * runsInBlock : 0;
    }

    /** Weights of a group. */
    private int group() {
        return settings.spacing() * RunCodec.RUN;
    }

    /**
     * Marks a part of a tensor.
     *
     * @throws StillwatchException if a weight is no finite number; the message names the tensor
     */
    @Override
    public void edit(Tensor tensor, long first, MemorySegment weights) {
        if (NonFinite.any(tensor.type(), weights)) {
            throw unsound(tensor);
        }
        RunCodec codec = RunCodec.of(tensor.type()).orElseThrow();
        Carriers carriers = new Carriers(key, settings, tensor.name(), tensor.elements() / RunCodec.RUN);
        RoundingDraws draws = new RoundingDraws(key, recipient, tensor.name());
        boolean keepsZeros = keepsZeros(tensor.type());
        long firstRun = first / RunCodec.RUN;
        long firstGroup = first / group();
        long groups = Math.min(
                carriers.groups() - firstGroup,
                weights.byteSize() / tensor.type().blockBytes() * tensor.type().blockElements() / group());
        float[] values = new float[RunCodec.RUN];
        float[] moves = new float[RunCodec.RUN];
        int[] chances = new int[RunCodec.RUN];
        long marked = 0;
        for (long group = firstGroup; group < firstGroup + groups; group++) {
            long run = carriers.run(group) - firstRun;
            codec.read(weights, run, values);
            float size = Runs.size(values);
            if (!Float.isFinite(size)) {
                throw unsound(tensor);
            }
            if (size > 0) {
                float amplitude = (float) settings.amplitude() * size;
                carriers.signs(group, ones[carriers.symbol(group)] ? amplitude : -amplitude, moves);
                if (keepsZeros) {
                    keepZeros(values, moves);
                }
                draws.read(group, chances);
                codec.nudge(weights, run, moves, chances);
                marked += RunCodec.RUN;
            }
        }
        carrying.add(marked);
    }

    private static StillwatchException unsound(Tensor tensor) {
        return new StillwatchException("tensor " + tensor.name()
                + " holds weights that are no finite numbers, or far too large; mark a model whose weights are sound");
    }

    private static void keepZeros(float[] values, float[] moves) {
        for (int i = 0; i < RunCodec.RUN; i++) {
            if (values[i] == 0) {
                moves[i] = 0;
            }
        }
    }

    /** On a coarse grid 0 is a value like any other; in floating point it was put there on purpose. */
    static boolean keepsZeros(ElementType type) {
        return switch (type) {
            case F64, F32, F16, BF16 -> true;
            case F8_E4M3, F8_E5M2, I8, U8, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, OTHER -> false;
        };
    }
}
