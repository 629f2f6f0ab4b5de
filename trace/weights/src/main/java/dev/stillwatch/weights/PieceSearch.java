// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds rows of the original's matrices anywhere in a suspect's, by sketches of them: a product of 64 numbers for each pair
 * of rows. Keeps the suspect's sketches, 256 bytes a row. Not thread-safe.
 */
final class PieceSearch {
    private final Map<Matrix, Sketches> sketches = new HashMap<>();

    /**
     * Where rows are.
     *
     * @param in the matrices that hold any, one at least
     */
    record Pieces(SuspectRows rows, List<Matrix> in) {
        Pieces {
            in = List.copyOf(in);
        }
    }

    /** The original's rows in these matrices: all in a row, or each somewhere. */
    Optional<Pieces> find(Matrix original, List<Matrix> among) {
        if (among.isEmpty()) {
            return Optional.empty();
        }
        Sketches ofOriginal =
                Sketches.ofRows(new SuspectRows.InOrder(original, 0), original.rows(), original.columns());
        List<Matrix> hit = new ArrayList<>();
        Map<Integer, Integer> shifts = new HashMap<>();
        int hits = 0;
        for (Matrix matrix : among) {
            SuspectRows rows = new SuspectRows.InOrder(matrix, 0);
            int before = hits;
            for (int probe = 0; probe < Agreement.PROBES; probe++) {
                int row = Agreement.probed(original, probe);
                int at = ofOriginal.nearest(row, sketch(matrix));
                // What all rows have in common with one of another matrix is no counterpart.
                if (Cosine.same(original, row, rows, at) && sketch(matrix).nearest(at, ofOriginal) == row) {
                    hits++;
                    shifts.merge(at - row, 1, Integer::sum);
                }
            }
            if (hits > before) {
                hit.add(matrix);
            }
        }
        if (hits < Agreement.ENOUGH) {
            return Optional.empty();
        }
        Map.Entry<Integer, Integer> usual =
                shifts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        boolean together = hit.size() == 1
                && usual.getValue() >= hits * 3 / 4
                && usual.getKey() >= 0
                && usual.getKey() + original.rows() <= hit.getFirst().rows();
        SuspectRows rows =
                together ? new SuspectRows.InOrder(hit.getFirst(), usual.getKey()) : picked(original, ofOriginal, hit);
        return Optional.of(new Pieces(rows, hit));
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
}
