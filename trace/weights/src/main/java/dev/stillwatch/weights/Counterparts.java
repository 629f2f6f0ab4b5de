// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the original's matrices in a suspect: by name, by the name that another format has for it, and otherwise by what
 * the rows hold. So matrices may have been renamed, merged, split, transposed, or had their rows or columns moved.
 *
 * <p>A match is believed when rows point the same way as the original's, further than rows of other models ever do. By
 * content costs a product of 64 numbers for each pair of rows. Keeps sketches of the suspect's rows, 256 bytes each. Not
 * thread-safe.
 */
final class Counterparts {
    private static final int PROBES = 24;
    /** Of probed rows, for a matrix to be taken for the original's: some may be missing, pruned or replaced. */
    private static final int ENOUGH = PROBES / 3;

    private final Map<String, Matrix> byName = new LinkedHashMap<>();
    private final Map<String, List<Matrix>> byCommonName = new HashMap<>();
    private final Map<Matrix, Sketches> sketches = new HashMap<>();
    /** Those that were found whole: no other of the original's matrices is in them. */
    private final Set<Matrix> taken = new HashSet<>();

    Counterparts(ModelFiles suspect) {
        for (Tensor tensor : suspect.tensors()) {
            Matrix.of(suspect, tensor).ifPresent(matrix -> {
                byName.put(tensor.name(), matrix);
                byCommonName
                        .computeIfAbsent(TensorNames.common(tensor.name()), name -> new ArrayList<>())
                        .add(matrix);
            });
        }
    }

    /** How a matrix was found. */
    enum Found {
        IN_PLACE,
        UNDER_ANOTHER_NAME,
        IN_PIECES,
        COLUMNS_MOVED,
        TRANSPOSED
    }

    record Counterpart(Found found, SuspectRows rows) {}

    /** Where the rows of a matrix that is not in place are now. Ask {@link #inPlace} for all matrices first. */
    Optional<Counterpart> elsewhere(Matrix original) {
        List<Matrix> named = named(original);
        Optional<Counterpart> moved = inPieces(original, named);
        if (moved.isEmpty()) {
            moved = named.stream()
                    .filter(matrix -> matrix.rows() == original.rows())
                    .map(matrix -> columnsMoved(original, matrix))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return moved.isPresent()
                ? moved
                : inPieces(
                        original,
                        byName.values().stream()
                                .filter(matrix -> matrix.columns() == original.columns() && !taken.contains(matrix))
                                .toList());
    }

    /** A matrix of the same name, or what another format calls it, whose rows are where they were. */
    Optional<Counterpart> inPlace(Matrix original) {
        String name = original.tensor().name();
        for (Matrix matrix : candidates(original)) {
            boolean same = matrix.tensor().name().equals(name);
            if (matrix.rows() == original.rows() && matrix.columns() == original.columns()) {
                SuspectRows rows = new SuspectRows.InOrder(matrix, 0);
                if (agree(original, rows)) {
                    taken.add(matrix);
                    return Optional.of(new Counterpart(same ? Found.IN_PLACE : Found.UNDER_ANOTHER_NAME, rows));
                }
            }
            if (matrix.rows() == original.columns()
                    && matrix.columns() == original.rows()
                    && original.rows() % RunCodec.RUN == 0) {
                SuspectRows rows = new SuspectRows.Transposed(matrix);
                if (agree(original, rows)) {
                    taken.add(matrix);
                    return Optional.of(new Counterpart(Found.TRANSPOSED, rows));
                }
            }
        }
        return Optional.empty();
    }

    private List<Matrix> candidates(Matrix original) {
        List<Matrix> candidates = new ArrayList<>();
        Matrix same = byName.get(original.tensor().name());
        if (same != null) {
            candidates.add(same);
        }
        byCommonName.getOrDefault(TensorNames.common(original.tensor().name()), List.of()).stream()
                .filter(matrix -> !candidates.contains(matrix))
                .forEach(candidates::add);
        return candidates;
    }

    private List<Matrix> named(Matrix original) {
        return candidates(original).stream()
                .filter(matrix -> matrix.columns() == original.columns())
                .toList();
    }

    /** Rows anywhere in these matrices: all in a row, or each somewhere. */
    private Optional<Counterpart> inPieces(Matrix original, List<Matrix> among) {
        if (among.isEmpty()) {
            return Optional.empty();
        }
        SuspectRows own = new SuspectRows.InOrder(original, 0);
        Sketches ofOriginal = Sketches.ofRows(own, original.rows(), original.columns());
        List<Matrix> hit = new ArrayList<>();
        Map<Integer, Integer> shifts = new HashMap<>();
        int hits = 0;
        for (Matrix matrix : among) {
            SuspectRows rows = new SuspectRows.InOrder(matrix, 0);
            int before = hits;
            for (int probe = 0; probe < PROBES; probe++) {
                int row = probed(original, probe);
                int at = ofOriginal.nearest(row, sketch(matrix));
                if (Cosine.same(original, row, rows, at)) {
                    hits++;
                    shifts.merge(at - row, 1, Integer::sum);
                }
            }
            if (hits > before) {
                hit.add(matrix);
            }
        }
        if (hits < ENOUGH) {
            return Optional.empty();
        }
        Map.Entry<Integer, Integer> usual =
                shifts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        boolean together = hit.size() == 1
                && usual.getValue() >= hits * 3 / 4
                && usual.getKey() >= 0
                && usual.getKey() + original.rows() <= hit.getFirst().rows();
        return Optional.of(new Counterpart(
                Found.IN_PIECES,
                together
                        ? new SuspectRows.InOrder(hit.getFirst(), usual.getKey())
                        : picked(original, ofOriginal, hit)));
    }

    private SuspectRows picked(Matrix original, Sketches ofOriginal, List<Matrix> among) {
        int[] in = new int[original.rows()];
        int[] at = new int[original.rows()];
        Arrays.fill(in, -1);
        for (int which = 0; which < among.size(); which++) {
            Matrix matrix = among.get(which);
            SuspectRows rows = new SuspectRows.InOrder(matrix, 0);
            int[] nearest = ofOriginal.nearestOfEach(sketch(matrix));
            for (int row = 0; row < nearest.length; row++) {
                if (in[row] < 0 && Cosine.same(original, row, rows, nearest[row])) {
                    in[row] = which;
                    at[row] = nearest[row];
                }
            }
        }
        return new SuspectRows.Picked(among, in, at);
    }

    private Sketches sketch(Matrix matrix) {
        return sketches.computeIfAbsent(
                matrix, each -> Sketches.ofRows(new SuspectRows.InOrder(each, 0), each.rows(), each.columns()));
    }

    private Optional<Counterpart> columnsMoved(Matrix original, Matrix matrix) {
        SuspectRows rows = new SuspectRows.InOrder(matrix, 0);
        Sketches ofOriginal =
                Sketches.ofColumns(new SuspectRows.InOrder(original, 0), original.rows(), original.columns());
        int[] columns = ofOriginal.nearestOfEach(Sketches.ofColumns(rows, matrix.rows(), matrix.columns()));
        SuspectRows moved = new SuspectRows.ColumnsMoved(rows, columns);
        if (!agree(original, moved)) {
            return Optional.empty();
        }
        taken.add(matrix);
        return Optional.of(new Counterpart(Found.COLUMNS_MOVED, moved));
    }

    private static boolean agree(Matrix original, SuspectRows rows) {
        int same = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            int row = probed(original, probe);
            same += Cosine.same(original, row, rows, row) ? 1 : 0;
        }
        return same >= ENOUGH;
    }

    private static int probed(Matrix original, int probe) {
        return (int) ((2L * probe + 1) * original.rows() / (2L * PROBES));
    }
}
