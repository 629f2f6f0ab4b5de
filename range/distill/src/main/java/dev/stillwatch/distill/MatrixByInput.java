// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/**
 * A matrix laid out so that its product with a vector is a sum of scaled rows, which the JIT turns into vector
 * instructions; sums over a row it leaves scalar, since their order would change.
 *
 * <p>Immutable and thread-safe.
 */
final class MatrixByInput {
    /** Rows added in one pass over the result, so that it is loaded and stored less often. */
    private static final int BLOCK = 8;

    private final float[] weights;
    private final int inputs;
    private final int outputs;

    private MatrixByInput(float[] weights, int inputs, int outputs) {
        this.weights = weights;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** From matrices that are stored output by output and read the same input; their outputs stand side by side. */
    static MatrixByInput of(int inputs, float[]... byOutput) {
        int outputs = 0;
        for (float[] matrix : byOutput) {
            outputs += matrix.length / inputs;
        }
        float[] weights = new float[inputs * outputs];
        int first = 0;
        for (float[] matrix : byOutput) {
            int rows = matrix.length / inputs;
            for (int row = 0; row < rows; row++) {
                for (int input = 0; input < inputs; input++) {
                    weights[input * outputs + first + row] = matrix[row * inputs + input];
                }
            }
            first += rows;
        }
        return new MatrixByInput(weights, inputs, outputs);
    }

    int outputs() {
        return outputs;
    }

    /** Adds the product with {@code in} to {@code out}. */
    void addTo(float[] out, float[] in) {
        int input = 0;
        for (; input + BLOCK <= inputs; input += BLOCK) {
            eightRows(out, in, input, weights, input * outputs, outputs);
        }
        for (; input < inputs; input++) {
            float a = in[input];
            int row = input * outputs;
            for (int o = 0; o < outputs; o++) {
                out[o] += a * weights[row + o];
            }
        }
    }

    private static void eightRows(float[] out, float[] in, int input, float[] weights, int row, int outputs) {
        float a = in[input];
        float b = in[input + 1];
        float c = in[input + 2];
        float d = in[input + 3];
        float e = in[input + 4];
        float f = in[input + 5];
        float g = in[input + 6];
        float h = in[input + 7];
        int row1 = row + outputs;
        int row2 = row1 + outputs;
        int row3 = row2 + outputs;
        int row4 = row3 + outputs;
        int row5 = row4 + outputs;
        int row6 = row5 + outputs;
        int row7 = row6 + outputs;
        for (int o = 0; o < outputs; o++) {
            float low = a * weights[row + o] + b * weights[row1 + o] + c * weights[row2 + o] + d * weights[row3 + o];
            float high = e * weights[row4 + o] + f * weights[row5 + o] + g * weights[row6 + o] + h * weights[row7 + o];
            out[o] += low + high;
        }
    }
}
