// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

/**
 * An element type as safetensors names it.
 *
 * @param bits of an element; 0 where the name is not known
 */
record SafetensorsType(ElementType element, int bits) {

    static SafetensorsType of(String name) {
        return switch (name) {
            case "F64" -> new SafetensorsType(ElementType.F64, 64);
            case "F32" -> new SafetensorsType(ElementType.F32, 32);
            case "F16" -> new SafetensorsType(ElementType.F16, 16);
            case "BF16" -> new SafetensorsType(ElementType.BF16, 16);
            case "F8_E4M3" -> new SafetensorsType(ElementType.F8_E4M3, 8);
            case "F8_E5M2" -> new SafetensorsType(ElementType.F8_E5M2, 8);
            case "I8" -> new SafetensorsType(ElementType.I8, 8);
            case "U8" -> new SafetensorsType(ElementType.U8, 8);
            case "BOOL", "F8_E8M0" -> new SafetensorsType(ElementType.OTHER, 8);
            case "I16", "U16" -> new SafetensorsType(ElementType.OTHER, 16);
            case "I32", "U32" -> new SafetensorsType(ElementType.OTHER, 32);
            case "I64", "U64", "C64" -> new SafetensorsType(ElementType.OTHER, 64);
            case "F4" -> new SafetensorsType(ElementType.OTHER, 4);
            case "F6_E2M3", "F6_E3M2" -> new SafetensorsType(ElementType.OTHER, 6);
            default -> new SafetensorsType(ElementType.OTHER, 0);
        };
    }
}
