// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

/**
 * An element type as GGUF numbers it.
 *
 * @param blockElements weights in a block
 * @param blockBytes bytes of a block; 0 where the number is not known
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>
 */
record GgufType(ElementType element, int blockElements, int blockBytes) {

    static GgufType of(long number) {
        return switch (Math.clamp(number, -1, Integer.MAX_VALUE)) {
            case 0 -> known(ElementType.F32);
            case 1 -> known(ElementType.F16);
            case 2 -> known(ElementType.Q4_0);
            case 3 -> known(ElementType.Q4_1);
            case 6 -> known(ElementType.Q5_0);
            case 7 -> known(ElementType.Q5_1);
            case 8 -> known(ElementType.Q8_0);
            case 10 -> known(ElementType.Q2_K);
            case 11 -> known(ElementType.Q3_K);
            case 12 -> known(ElementType.Q4_K);
            case 13 -> known(ElementType.Q5_K);
            case 14 -> known(ElementType.Q6_K);
            case 24 -> known(ElementType.I8);
            case 28 -> known(ElementType.F64);
            case 30 -> known(ElementType.BF16);
            case 9 -> other(32, 36); // Q8_1
            case 15 -> other(256, 292); // Q8_K
            case 16 -> other(256, 66); // IQ2_XXS
            case 17 -> other(256, 74); // IQ2_XS
            case 18 -> other(256, 98); // IQ3_XXS
            case 19 -> other(256, 50); // IQ1_S
            case 20 -> other(32, 18); // IQ4_NL
            case 21 -> other(256, 110); // IQ3_S
            case 22 -> other(256, 82); // IQ2_S
            case 23 -> other(256, 136); // IQ4_XS
            case 25 -> other(1, 2); // I16
            case 26 -> other(1, 4); // I32
            case 27 -> other(1, 8); // I64
            case 29 -> other(256, 56); // IQ1_M
            case 34 -> other(256, 54); // TQ1_0
            case 35 -> other(256, 66); // TQ2_0
            case 39 -> other(32, 17); // MXFP4
            default -> other(1, 0);
        };
    }

    private static GgufType known(ElementType type) {
        return new GgufType(type, type.blockElements(), type.blockBytes());
    }

    private static GgufType other(int blockElements, int blockBytes) {
        return new GgufType(ElementType.OTHER, blockElements, blockBytes);
    }
}
