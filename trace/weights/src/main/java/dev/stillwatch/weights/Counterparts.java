// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds the original's matrices in a suspect: by name, by the name that another format has for it, and otherwise by what
 * the rows hold. So matrices may have been renamed, merged, split, transposed, or had their rows and columns moved, and
 * their columns multiplied.
 *
 * <p>A match is believed when rows point the same way as the original's, further than rows of other models ever do. By
 * content costs a product of 64 numbers for each pair of rows; where columns are not in place, what {@link OrderSearch} says
 * besides. Keeps sketches of the suspect's rows, 256 bytes each, and as much again for their signatures if a matrix is found
 * by none of its names. Not thread-safe.
 */
final class Counterparts {
    /** Orders of rows or columns that other matrices were found in and that are tried, of one length. */
    private static final int REMEMBERED = 4;
    /** Rows by which a matrix is chosen among those that it could be. */
    private static final int CHOSEN_BY = 256;

    private final Map<String, Matrix> byName = new LinkedHashMap<>();
    private final Map<String, List<Matrix>> byCommonName = new HashMap<>();
    private final PieceSearch pieces = new PieceSearch();
    /** Those that were found whole: no other of the original's matrices is in them. */
    private final Set<Matrix> taken = new HashSet<>();

    /** In vain. */
    private final Set<Pair> tried = new HashSet<>();

    private final Map<Signed, float[][]> signatures = new HashMap<>();
    private final Map<Integer, List<Order>> orders = new HashMap<>();

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
        ROWS_AND_COLUMNS_MOVED,
        COLUMNS_SCALED,
        TRANSPOSED
    }

    record Counterpart(Found found, SuspectRows rows) {}

    /** Where the rows of a matrix that is not in place are now. Ask {@link #inPlace} for all matrices first. */
    Optional<Counterpart> elsewhere(Matrix original) {
        List<Matrix> named = named(original);
        return inPieces(original, named)
                .or(() -> named.stream()
                        .filter(matrix -> matrix.rows() == original.rows())
                        .map(matrix -> realigned(original, matrix))
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> inPieces(original, others(original)))
                .or(() -> likeliest(original, false).flatMap(matrix -> realigned(original, matrix)))
                .or(() -> likeliest(original, true).flatMap(matrix -> realigned(original, matrix)));
    }

    private List<Matrix> others(Matrix original) {
        return byName.values().stream()
                .filter(matrix -> matrix.columns() == original.columns() && !taken.contains(matrix))
                .toList();
    }

    /** A matrix of the same name, or what another format calls it, whose rows are where they were. */
    Optional<Counterpart> inPlace(Matrix original) {
        String name = original.tensor().name();
        for (Matrix matrix : candidates(original)) {
            boolean same = matrix.tensor().name().equals(name);
            if (matrix.rows() == original.rows() && matrix.columns() == original.columns()) {
                SuspectRows rows = new SuspectRows.InOrder(matrix, 0);
                Agreement agreement = Agreement.of(original, rows);
                if (agreement.enough()) {
                    taken.add(matrix);
                    return Optional.of(unscaled(
                            original,
                            new Counterpart(same ? Found.IN_PLACE : Found.UNDER_ANOTHER_NAME, rows),
                            agreement));
                }
            }
            if (matrix.rows() == original.columns()
                    && matrix.columns() == original.rows()
                    && original.rows() % RunCodec.RUN == 0) {
                SuspectRows rows = new SuspectRows.Transposed(matrix);
                Agreement agreement = Agreement.of(original, rows);
                if (agreement.enough()) {
                    taken.add(matrix);
                    return Optional.of(unscaled(original, new Counterpart(Found.TRANSPOSED, rows), agreement));
                }
            }
        }
        return Optional.empty();
    }

    private static Counterpart unscaled(Matrix original, Counterpart counterpart, Agreement agreement) {
        return agreement.scaled()
                ? Realignment.scaled(original, counterpart.rows())
                        .map(rows -> new Counterpart(Found.COLUMNS_SCALED, rows))
                        .orElse(counterpart)
                : counterpart;
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

    private Optional<Counterpart> inPieces(Matrix original, List<Matrix> among) {
        return pieces.find(original, among).map(found -> {
            Agreement agreement = Agreement.of(original, found.rows());
            Matrix first = found.in().getFirst();
            if (agreement.scaled() && found.in().size() == 1 && first.rows() == original.rows()) {
                // Rows were looked for by columns of the wrong size: not all were found.
                Optional<Counterpart> scaled = realigned(original, first);
                if (scaled.isPresent()) {
                    return scaled.get();
                }
            }
            return unscaled(original, new Counterpart(Found.IN_PIECES, found.rows()), agreement);
        });
    }

    /** With columns that were moved or multiplied: the cheapest guess first. */
    private Optional<Counterpart> realigned(Matrix original, Matrix matrix) {
        if (!tried.add(new Pair(original, matrix))) {
            return Optional.empty();
        }
        Realignment realignment = new Realignment(original, matrix);
        Optional<SuspectRows.Realigned> found = realignment
                .columnsAt(Order.inPlace(original.columns()))
                .or(() -> first(remembered(original.columns()), realignment::columnsAt))
                .or(() -> realignment.rowsAt(Order.inPlace(original.rows())))
                .or(() -> first(remembered(original.rows()), realignment::rowsAt))
                .or(realignment::anywhere);
        return found.map(rows -> {
            taken.add(matrix);
            remember(rows.order());
            remember(rows.columns().order());
            return new Counterpart(found(rows), rows);
        });
    }

    private static Optional<SuspectRows.Realigned> first(
            List<Order> tried, Function<Order, Optional<SuspectRows.Realigned>> how) {
        return tried.stream().map(how).flatMap(Optional::stream).findFirst();
    }

    private static Found found(SuspectRows.Realigned rows) {
        if (rows.columns().order().isInPlace()) {
            return Found.COLUMNS_SCALED;
        }
        return rows.order().isInPlace() ? Found.COLUMNS_MOVED : Found.ROWS_AND_COLUMNS_MOVED;
    }

    /** A model's matrices share their columns or rows with others: what leaves one of them comes into the next. */
    private void remember(Order order) {
        if (order.isInPlace()) {
            return;
        }
        List<Order> known = orders.computeIfAbsent(order.length(), length -> new ArrayList<>());
        known.remove(order);
        known.addFirst(order);
        if (known.size() > REMEMBERED) {
            known.removeLast();
        }
    }

    private List<Order> remembered(int length) {
        return List.copyOf(orders.getOrDefault(length, List.of()));
    }

    /** Of matrices of the same shape the one whose rows are most like the original's, wherever its columns went. */
    private Optional<Matrix> likeliest(Matrix original, boolean balanced) {
        int most = Math.min(CHOSEN_BY, original.rows());
        int[] which = IntStream.range(0, most)
                .map(i -> (int) ((long) i * original.rows() / most))
                .toArray();
        float[][] some = Signatures.some(signatures(original, balanced), which);
        return others(original).stream()
                .filter(matrix -> matrix.rows() == original.rows())
                .max(Comparator.comparingDouble(matrix -> Nearest.byDistance(
                                some,
                                signatures.computeIfAbsent(
                                        new Signed(matrix, balanced), each -> signatures(each.matrix, each.balanced)))
                        .mean()));
    }

    private record Pair(Matrix original, Matrix suspect) {}

    private record Signed(Matrix matrix, boolean balanced) {}

    private static float[][] signatures(Matrix matrix, boolean balanced) {
        SuspectRows rows = new SuspectRows.InOrder(matrix, 0);
        Optional<Balance> balance =
                balanced ? Optional.of(Balance.of(rows, matrix.rows(), matrix.columns())) : Optional.empty();
        return Signatures.of(rows, matrix.rows(), matrix.columns(), balance);
    }
}
