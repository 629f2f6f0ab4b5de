// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a suspect's weights say under one key, before anybody's code is looked at. Immutable.
 *
 * <p>Holds the symbols as they were read, and how the suspect compares with the original.
 */
public final class LeakReading {
    /** Matrices that are looked for in vain, from all over the model, before nothing of the original is taken to be there. */
    private static final int PROBES = 16;
    /** Parts of a matrix, each read by a thread; always as many, so that sums are added in the same order. */
    private static final int PARTS = 4;
    /** Standard deviations of {@link SymbolSums#presence} from which one way of reading is better than another. */
    private static final double HEARD = 5;

    private final WeightKey key;
    private final MarkSettings settings;
    private final SymbolSums sums;
    private final Heard heard;
    private final Comparison comparison;

    private LeakReading(WeightKey key, MarkSettings settings, SymbolSums sums, Heard heard, Comparison comparison) {
        this.key = key;
        this.settings = settings;
        this.sums = sums;
        this.heard = heard;
        this.comparison = comparison;
    }

    /**
     * How a suspect compares with the original, in the matrices that carry a mark.
     *
     * @param found how many matrices were found in each way: in place, under another name, and so on
     * @param missing names of those that were not
     * @param weightsRead weights of those that were
     * @param weights of all
     * @param noise by how much weights moved, relative to their root mean square: 1.4826 times the median, weighted by size
     * @param prunedMatrices how many have zeros that the original has not
     */
    public record Comparison(
            Map<String, Integer> found,
            List<String> missing,
            long weightsRead,
            long weights,
            double noise,
            int prunedMatrices) {
        public Comparison {
            found = Map.copyOf(found);
            missing = List.copyOf(missing);
        }
    }

    /** Hears how far reading is. */
    @FunctionalInterface
    public interface Progress {
        /** Called after each matrix, with weights of the original. */
        void read(long weights, long of);
    }

    /**
     * Reads a suspect.
     *
     * <p>Costs a pass over both models; matrices that are not where they were cost a comparison of all their rows besides, and
     * of all their columns if these were moved: 40 s for one of 4,096 x 14,336 on two cores. Where the first {@value #PROBES}
     * are nowhere and nothing else is where it was, no more are looked for.
     * Of memory, three numbers for each symbol and way of reading, a few times over.
     *
     * @param settings those that copies of the original were marked with
     */
    public static LeakReading of(
            ModelFiles original, ModelFiles suspect, WeightKey key, MarkSettings settings, Progress progress) {
        List<Tensor> carrying = Carrying.of(original);
        long weights = carrying.stream().mapToLong(Tensor::elements).sum();
        Counterparts counterparts = new Counterparts(suspect);
        Map<Heard, SymbolSums> sums = Heard.sums(settings.symbols());
        Map<Counterparts.Found, Integer> found = new EnumMap<>(Counterparts.Found.class);
        List<Matrix> elsewhere = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Tally tally = new Tally();
        for (Tensor tensor : carrying) {
            Matrix matrix = Matrix.of(original, tensor).orElseThrow();
            Optional<Counterparts.Counterpart> counterpart = counterparts.inPlace(matrix);
            if (counterpart.isEmpty()) {
                elsewhere.add(matrix);
            } else {
                found.merge(counterpart.get().found(), 1, Integer::sum);
                tally.add(read(matrix, counterpart.get().rows(), key, settings, sums), tensor.elements());
                progress.read(tally.weights, weights);
            }
        }
        // What is where it was is known by now, and need not be searched for what is not.
        for (Matrix matrix : probesFirst(elsewhere)) {
            boolean inVain = found.isEmpty() && missing.size() >= PROBES;
            Optional<Counterparts.Counterpart> counterpart = inVain ? Optional.empty() : counterparts.elsewhere(matrix);
            if (counterpart.isEmpty()) {
                missing.add(matrix.tensor().name());
            } else {
                found.merge(counterpart.get().found(), 1, Integer::sum);
                tally.add(
                        read(matrix, counterpart.get().rows(), key, settings, sums),
                        matrix.tensor().elements());
            }
            progress.read(tally.weights, weights);
        }
        Map<String, Integer> shown = new TreeMap<>();
        found.forEach(
                (how, count) -> shown.put(how.name().toLowerCase(Locale.ROOT).replace('_', ' '), count));
        Heard loudest = loudest(sums);
        SymbolSums believed = sums.get(loudest);
        if (believed == null) {
            throw new IllegalStateException("not read: " + loudest);
        }
        return new LeakReading(
                key,
                settings,
                believed,
                loudest,
                new Comparison(shown, missing, tally.weights, weights, tally.noise(), tally.pruned));
    }

    /** Those first by which it is seen that nothing of the original is there: from all over the model. */
    private static List<Matrix> probesFirst(List<Matrix> matrices) {
        int step = Math.max(1, matrices.size() / PROBES);
        List<Matrix> probes = new ArrayList<>();
        List<Matrix> others = new ArrayList<>();
        for (int i = 0; i < matrices.size(); i++) {
            (i % step == 0 ? probes : others).add(matrices.get(i));
        }
        probes.addAll(others);
        return probes;
    }

    private static final class Tally {
        private long weights;
        private double moved;
        private int pruned;

        void add(TensorReading reading, long elements) {
            weights += elements;
            moved += reading.spread() * elements;
            pruned += reading.pruned() ? 1 : 0;
        }

        double noise() {
            return weights == 0 ? 0 : moved / weights;
        }
    }

    private static TensorReading read(
            Matrix matrix, SuspectRows rows, WeightKey key, MarkSettings settings, Map<Heard, SymbolSums> sums) {
        TensorReading reading = new TensorReading(matrix, rows, settings);
        long groups = carriers(matrix, key, settings).groups();
        List<Map<Heard, SymbolSums>> parts = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> {
                    Map<Heard, SymbolSums> own = Heard.sums(settings.symbols());
                    reading.read(
                            carriers(matrix, key, settings), part * groups / PARTS, (part + 1) * groups / PARTS, own);
                    return own;
                })
                .toList();
        parts.forEach(part -> sums.forEach((heard, sum) -> {
            SymbolSums own = part.get(heard);
            if (own != null) {
                sum.add(own);
            }
        }));
        return reading;
    }

    private static Carriers carriers(Matrix matrix, WeightKey key, MarkSettings settings) {
        return new Carriers(
                key, settings, matrix.tensor().name(), matrix.tensor().elements() / RunCodec.RUN);
    }

    /** The way in which a mark sounds loudest; the first if none does. */
    private static Heard loudest(Map<Heard, SymbolSums> sums) {
        return sums.entrySet().stream()
                .filter(each -> each.getValue().presence() > HEARD)
                .max(Comparator.comparingDouble(each -> each.getValue().presence()))
                .map(Map.Entry::getKey)
                .orElse(Heard.ALL.getFirst());
    }

    WeightKey key() {
        return key;
    }

    MarkSettings settings() {
        return settings;
    }

    SymbolSums sums() {
        return sums;
    }

    Heard heard() {
        return heard;
    }

    /** How the suspect compares with the original. */
    public Comparison comparison() {
        return comparison;
    }

    /**
     * Whether there is a mark of the key at all, whosever: standard deviations above weights that never were marked with
     * it, of which a model that is not marked has hardly ever more than 5.
     */
    public double presence() {
        return sums.presence();
    }
}
