// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A model's tensors by name, as numbers. */
record Model(Map<String, Matrix> tensors) {

    /** A tensor of one or two dimensions, its rows one after the other; one of one dimension is a single row. */
    static final class Matrix {
        private final float[] values;
        private final int rows;
        private final int columns;

        Matrix(float[] values, int rows, int columns) {
            this.values = values;
            this.rows = rows;
            this.columns = columns;
        }

        /** Not a copy. */
        float[] values() {
            return values;
        }

        int rows() {
            return rows;
        }

        int columns() {
            return columns;
        }

        boolean isVector() {
            return rows == 1;
        }

        Matrix with(float[] other) {
            return new Matrix(other, rows, columns);
        }

        /** Root of the mean square of a row. */
        double rms(int row) {
            double sum = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                sum += (double) values[i] * values[i];
            }
            return Math.sqrt(sum / columns);
        }
    }

    Matrix get(String name) {
        Matrix tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the model has no " + name);
        }
        return tensor;
    }

    /** The weights of linear layers, which marks lie in and attacks change. */
    static boolean linear(String name, Matrix tensor) {
        return !tensor.isVector() && name.contains(".layer.");
    }

    /** Another model whose linear weights are made of this one's. */
    Model withLinear(UnaryOperator<Matrix> change) {
        Map<String, Matrix> changed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> changed.put(name, linear(name, tensor) ? change.apply(tensor) : tensor));
        return new Model(changed);
    }

    /** How far another is away, relative to the rms of the rows, over the linear weights. */
    double distance(Model other) {
        double sum = 0;
        long count = 0;
        for (Map.Entry<String, Matrix> each : tensors.entrySet()) {
            Matrix tensor = each.getValue();
            if (linear(each.getKey(), tensor)) {
                float[] theirs = other.get(each.getKey()).values();
                for (int row = 0; row < tensor.rows(); row++) {
                    double rms = tensor.rms(row);
                    for (int i = row * tensor.columns(); i < (row + 1) * tensor.columns(); i++) {
                        double off = (theirs[i] - tensor.values()[i]) / rms;
                        sum += off * off;
                    }
                }
                count += tensor.values().length;
            }
        }
        return Math.sqrt(sum / count);
    }
}
