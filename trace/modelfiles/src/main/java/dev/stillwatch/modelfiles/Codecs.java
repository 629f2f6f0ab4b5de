// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.util.Optional;

/** One codec of each type, shared by all. */
final class Codecs {
    private static final RunCodec BF16 = new FloatCodec.Bf16();
    private static final RunCodec F16 = new FloatCodec.F16();
    private static final RunCodec F8_E4M3 = FloatCodec.F8.e4m3();
    private static final RunCodec F8_E5M2 = FloatCodec.F8.e5m2();
    private static final RunCodec I8 = ByteCodes.plain();
    private static final RunCodec Q8_0 = ByteCodes.q8();
    private static final RunCodec Q4_0 = NibbleCodes.of(ElementType.Q4_0);
    private static final RunCodec Q4_1 = NibbleCodes.of(ElementType.Q4_1);
    private static final RunCodec Q5_0 = NibbleCodes.of(ElementType.Q5_0);
    private static final RunCodec Q5_1 = NibbleCodes.of(ElementType.Q5_1);
    private static final RunCodec Q2_K = SuperBlockCodes.of(ElementType.Q2_K);
    private static final RunCodec Q3_K = SuperBlockCodes.of(ElementType.Q3_K);
    private static final RunCodec Q4_K = SuperBlockCodes.of(ElementType.Q4_K);
    private static final RunCodec Q5_K = SuperBlockCodes.of(ElementType.Q5_K);
    private static final RunCodec Q6_K = SuperBlockCodes.of(ElementType.Q6_K);

    private Codecs() {}

    static Optional<RunCodec> of(ElementType type) {
        return switch (type) {
            case F64 -> Optional.of(PlainCodec.F64);
            case F32 -> Optional.of(PlainCodec.F32);
            case F16 -> Optional.of(F16);
            case BF16 -> Optional.of(BF16);
            case F8_E4M3 -> Optional.of(F8_E4M3);
            case F8_E5M2 -> Optional.of(F8_E5M2);
            case I8 -> Optional.of(I8);
            case Q4_0 -> Optional.of(Q4_0);
            case Q4_1 -> Optional.of(Q4_1);
            case Q5_0 -> Optional.of(Q5_0);
            case Q5_1 -> Optional.of(Q5_1);
            case Q8_0 -> Optional.of(Q8_0);
            case Q2_K -> Optional.of(Q2_K);
            case Q3_K -> Optional.of(Q3_K);
            case Q4_K -> Optional.of(Q4_K);
            case Q5_K -> Optional.of(Q5_K);
            case Q6_K -> Optional.of(Q6_K);
            case U8, OTHER -> Optional.empty();
        };
    }
}
