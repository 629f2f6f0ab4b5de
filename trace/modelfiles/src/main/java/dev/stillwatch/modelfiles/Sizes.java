// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

/** Products of what a file says, refused where they overflow. */
final class Sizes {
    private Sizes() {}

    static long elements(Tensor tensor) {
        try {
            return tensor.elements();
        } catch (ArithmeticException e) {
            throw tooLarge(tensor);
        }
    }

    static long bytes(Tensor tensor, long elements, int bitsEach) {
        try {
            long bits = Math.multiplyExact(elements, bitsEach);
            if (bits % Byte.SIZE != 0) {
                throw Malformed.tensor(tensor.file(), tensor.name(), "ends within a byte");
            }
            return bits / Byte.SIZE;
        } catch (ArithmeticException e) {
            throw tooLarge(tensor);
        }
    }

    private static RuntimeException tooLarge(Tensor tensor) {
        return Malformed.tensor(tensor.file(), tensor.name(), "has a shape of more elements than can be counted");
    }
}
