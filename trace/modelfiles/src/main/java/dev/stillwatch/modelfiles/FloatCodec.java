// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Weights that are floating-point numbers of 8 or 16 bits, one after the other; eight bytes are taken at a time. */
abstract sealed class FloatCodec implements RunCodec {
    private static final ValueLayout.OfLong EIGHT = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Rounding rounding;
    private final int bits;
    private final int codes;
    private final int mask;

    private FloatCodec(Rounding rounding, int bits) {
        this.rounding = rounding;
        this.bits = bits;
        this.codes = Long.SIZE / bits;
        this.mask = (1 << bits) - 1;
    }

    abstract float value(int code);

    @Override
    public final void read(MemorySegment tensor, long run, float[] into) {
        long at = run * RUN * bits / Byte.SIZE;
        for (int i = 0; i < RUN; i += codes, at += Long.BYTES) {
            long word = tensor.get(EIGHT, at);
            for (int k = 0; k < codes; k++) {
                into[i + k] = value((int) (word >>> (k * bits)) & mask);
            }
        }
    }

    @Override
    public final void nudge(MemorySegment tensor, long run, float[] deltas, int[] random) {
        long at = run * RUN * bits / Byte.SIZE;
        for (int i = 0; i < RUN; i += codes, at += Long.BYTES) {
            long word = tensor.get(EIGHT, at);
            long moved = 0;
            for (int k = 0; k < codes; k++) {
                int code = (int) (word >>> (k * bits)) & mask;
                moved |= (long) moved(code, deltas[i + k], random[i + k]) << (k * bits);
            }
            tensor.set(EIGHT, at, moved);
        }
    }

    private int moved(int code, float delta, int random) {
        float old = value(code);
        float target = old + delta;
        if (target == old || !Float.isFinite(target)) {
            return code;
        }
        // Signs are as good as chance: a branch would be guessed wrongly every other time.
        int sign = Float.floatToRawIntBits(target) >>> (Float.SIZE - 1) << (bits - 1);
        return rounding.code(Math.abs(target), random) | sign;
    }

    static final class Bf16 extends FloatCodec {
        Bf16() {
            super(new Rounding(7, 127, 0x7f7f), Short.SIZE);
        }

        @Override
        float value(int code) {
            return Float.intBitsToFloat(code << Short.SIZE);
        }
    }

    static final class F16 extends FloatCodec {
        F16() {
            super(new Rounding(10, 15, 0x7bff), Short.SIZE);
        }

        @Override
        float value(int code) {
            return Float.float16ToFloat((short) code);
        }
    }

    /** Eight bits; all 256 values are kept. */
    static final class F8 extends FloatCodec {
        private final float[] values = new float[256];

        private F8(Rounding rounding) {
            super(rounding, Byte.SIZE);
            for (int code = 0; code < 128; code++) {
                values[code] = code > rounding.largest() ? Float.NaN : decoded(code, rounding);
                values[128 + code] = -values[code];
            }
        }

        /** As {@code float8_e4m3fn}: no infinities, one NaN of each sign, up to 448. */
        static F8 e4m3() {
            return new F8(new Rounding(3, 7, 0x7e));
        }

        static F8 e5m2() {
            F8 codec = new F8(new Rounding(2, 15, 0x7b));
            codec.values[0x7c] = Float.POSITIVE_INFINITY;
            codec.values[0xfc] = Float.NEGATIVE_INFINITY;
            return codec;
        }

        private static float decoded(int code, Rounding type) {
            int exponent = code >> type.mantissa();
            int fraction = code & ((1 << type.mantissa()) - 1);
            int whole = exponent == 0 ? fraction : fraction | 1 << type.mantissa();
            return Math.scalb((float) whole, Math.max(exponent, 1) - type.bias() - type.mantissa());
        }

        @Override
        float value(int code) {
            return values[code];
        }
    }
}
