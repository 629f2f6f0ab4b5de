// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What can be done to a transformer's matrices while it computes the same: the numbers that layers pass on are put in
 * another order, so are the units within a layer, and what one matrix multiplies its neighbour divides. Here all that
 * happens to the matrices that carry marks; what carries none stays as it is.
 */
final class Symmetries {
    private Symmetries() {}

    /** Every matrix with rows and columns in another order: one for the whole model, and three for each layer. */
    static Model moved(Model model, long seed) {
        Map<String, int[]> orders = new LinkedHashMap<>();
        Random random = new Random(seed);
        return each(model, (name, tensor) -> {
            int[] rows = order(orders, rowsOf(name), tensor.rows(), random);
            int[] columns = order(orders, columnsOf(name), tensor.columns(), random);
            float[] values = new float[tensor.values().length];
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < columns.length; column++) {
                    values[row * columns.length + column] =
                            tensor.values()[rows[row] * columns.length + columns[column]];
                }
            }
            return tensor.with(values);
        });
    }

    /** Every matrix's columns multiplied by factors between a share and its inverse, evenly spread by logarithm. */
    static Model scaled(Model model, double least, long seed) {
        Map<String, double[]> factors = new LinkedHashMap<>();
        Random random = new Random(seed);
        return each(model, (name, tensor) -> {
            double[] columns = factors.computeIfAbsent(
                    scaledWith(name),
                    _ -> random.doubles(tensor.columns())
                            .map(x -> Math.pow(least, 2 * x - 1))
                            .toArray());
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= (float) columns[i % columns.length];
            }
            return tensor.with(values);
        });
    }

    /** A model that has only its rows' sizes in common. */
    static Model stranger(Model model, long seed) {
        Random random = new Random(seed);
        return each(model, (_, tensor) -> {
            float[] values = new float[tensor.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (tensor.rms(0) * random.nextGaussian());
            }
            return tensor.with(values);
        });
    }

    private interface Change {
        Model.Matrix of(String name, Model.Matrix tensor);
    }

    private static Model each(Model model, Change change) {
        Map<String, Model.Matrix> changed = new LinkedHashMap<>();
        model.tensors()
                .forEach((name, tensor) ->
                        changed.put(name, Model.linear(name, tensor) ? change.of(name, tensor) : tensor));
        return new Model(changed);
    }

    private static int[] order(Map<String, int[]> orders, String what, int length, Random random) {
        return orders.computeIfAbsent(what, _ -> {
            int[] order = new int[length];
            for (int i = 0; i < length; i++) {
                int at = random.nextInt(i + 1);
                order[i] = order[at];
                order[at] = i;
            }
            return order;
        });
    }

    private static String layer(String name) {
        return name.substring(0, name.indexOf('.', name.indexOf(".layer.") + 7));
    }

    private static String rowsOf(String name) {
        if (name.contains("query") || name.contains("key")) {
            return layer(name) + " queries";
        }
        if (name.contains("value")) {
            return layer(name) + " values";
        }
        return name.contains("intermediate") ? layer(name) + " units" : "passed on";
    }

    private static String columnsOf(String name) {
        if (name.contains("attention.output")) {
            return layer(name) + " values";
        }
        return name.contains(".output.") ? layer(name) + " units" : "passed on";
    }

    /** Queries, keys and values read the same numbers. */
    private static String scaledWith(String name) {
        return name.contains(".self.") ? layer(name) + " read" : name;
    }
}
