// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** What is done to a copy's linear weights: the settings are those of the published comparison. */
final class Attacks {
    private Attacks() {}

    /** Symmetric, one scale for each row. */
    static Model int8(Model model) {
        return model.withLinear(tensor -> {
            float[] values = tensor.values().clone();
            for (int row = 0; row < tensor.rows(); row++) {
                float most = 0;
                for (int i = row * tensor.columns(); i < (row + 1) * tensor.columns(); i++) {
                    most = Math.max(most, Math.abs(values[i]));
                }
                float scale = most / 127;
                for (int i = row * tensor.columns(); scale > 0 && i < (row + 1) * tensor.columns(); i++) {
                    values[i] = Math.round(values[i] / scale) * scale;
                }
            }
            return tensor.with(values);
        });
    }

    /** Between the least and the most of each group. */
    static Model asymmetric(Model model, int bits, int group) {
        int steps = (1 << bits) - 1;
        return model.withLinear(tensor -> {
            float[] values = tensor.values().clone();
            for (int from = 0; from < values.length; from += group) {
                int to = Math.min(values.length, from + group);
                float least = Float.MAX_VALUE;
                float most = -Float.MAX_VALUE;
                for (int i = from; i < to; i++) {
                    least = Math.min(least, values[i]);
                    most = Math.max(most, values[i]);
                }
                float scale = (most - least) / steps;
                for (int i = from; scale > 0 && i < to; i++) {
                    values[i] = least + Math.round((values[i] - least) / scale) * scale;
                }
            }
            return tensor.with(values);
        });
    }

    /** As GGUF's Q4_0. */
    static Model q4(Model model) {
        return model.withLinear(tensor -> {
            float[] values = tensor.values().clone();
            for (int from = 0; from < values.length; from += 32) {
                float largest = 0;
                for (int i = from; i < from + 32; i++) {
                    largest = Math.abs(values[i]) > Math.abs(largest) ? values[i] : largest;
                }
                float scale = largest / -8;
                for (int i = from; scale != 0 && i < from + 32; i++) {
                    values[i] = (Math.clamp((int) Math.floor(values[i] / scale + 8.5), 0, 15) - 8) * scale;
                }
            }
            return tensor.with(values);
        });
    }

    /** Sets the smallest weights, relative to their row, to nought. */
    static Model pruned(Model model, double share) {
        int total = model.tensors().entrySet().stream()
                .filter(each -> Model.linear(each.getKey(), each.getValue()))
                .mapToInt(each -> each.getValue().values().length)
                .sum();
        float[] sizes = new float[total];
        int[] at = new int[1];
        model.withLinear(tensor -> {
            for (int row = 0; row < tensor.rows(); row++) {
                double rms = tensor.rms(row);
                for (int i = row * tensor.columns(); i < (row + 1) * tensor.columns(); i++) {
                    sizes[at[0]++] = (float) (Math.abs(tensor.values()[i]) / rms);
                }
            }
            return tensor;
        });
        Arrays.sort(sizes);
        float limit = sizes[(int) (share * total)];
        return model.withLinear(tensor -> {
            float[] values = tensor.values().clone();
            for (int row = 0; row < tensor.rows(); row++) {
                double rms = tensor.rms(row);
                for (int i = row * tensor.columns(); i < (row + 1) * tensor.columns(); i++) {
                    values[i] = Math.abs(values[i]) / rms < limit ? 0 : values[i];
                }
            }
            return tensor.with(values);
        });
    }

    /** Adds noise of so much of each row's rms. */
    static Model noise(Model model, double size, long seed) {
        Random random = new Random(seed);
        return model.withLinear(tensor -> {
            float[] values = tensor.values().clone();
            for (int row = 0; row < tensor.rows(); row++) {
                double rms = tensor.rms(row);
                for (int i = row * tensor.columns(); i < (row + 1) * tensor.columns(); i++) {
                    values[i] += (float) (size * rms * random.nextGaussian());
                }
            }
            return tensor.with(values);
        });
    }

    /** So much of one model and the rest of another. */
    static Model merged(Model one, double share, Model other) {
        return mixed(List.of(one, other), (values, _) -> (float) (share * values[0] + (1 - share) * values[1]));
    }

    static Model average(List<Model> copies) {
        return mixed(copies, (values, _) -> {
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            return (float) (sum / values.length);
        });
    }

    /** Each weight of one of the copies. */
    static Model randomPick(List<Model> copies, long seed) {
        Random random = new Random(seed);
        return mixed(copies, (values, _) -> values[random.nextInt(values.length)]);
    }

    /** Each weight what the fewer copies have, above or below the original: as who knows the original would do it. */
    static Model minority(List<Model> copies, Model original, long seed) {
        Random random = new Random(seed);
        return mixed(original, copies, (values, base) -> {
            int above = 0;
            for (float value : values) {
                above += value > base ? 1 : 0;
            }
            boolean up = above == values.length
                    || (above > 0
                            && (2 * above < values.length || (2 * above == values.length && random.nextBoolean())));
            float sum = 0;
            int count = 0;
            for (float value : values) {
                if (value > base == up) {
                    sum += value;
                    count++;
                }
            }
            return sum / count;
        });
    }

    @FunctionalInterface
    private interface Mixing {
        float of(float[] values, float original);
    }

    private static Model mixed(List<Model> copies, Mixing mixing) {
        return mixed(copies.getFirst(), copies, mixing);
    }

    private static Model mixed(Model original, List<Model> copies, Mixing mixing) {
        Model mixed = new Model(new LinkedHashMap<>(original.tensors()));
        float[] each = new float[copies.size()];
        original.tensors().forEach((name, tensor) -> {
            if (Model.linear(name, tensor)) {
                float[] values = new float[tensor.values().length];
                List<float[]> theirs =
                        copies.stream().map(copy -> copy.get(name).values()).toList();
                for (int i = 0; i < values.length; i++) {
                    for (int k = 0; k < each.length; k++) {
                        each[k] = theirs.get(k)[i];
                    }
                    values[i] = mixing.of(each, tensor.values()[i]);
                }
                mixed.tensors().put(name, tensor.with(values));
            }
        });
        return mixed;
    }
}
