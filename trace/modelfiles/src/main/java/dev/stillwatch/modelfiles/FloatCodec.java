// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.IntSupplier;

/** Weights that are floating-point numbers of 8 or 16 bits, one after the other. */
abstract sealed class FloatCodec implements RunCodec {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Rounding rounding;
    private final int bytes;

    private FloatCodec(Rounding rounding, int bytes) {
        this.rounding = rounding;
        this.bytes = bytes;
    }

    abstract int code(MemorySegment tensor, long at);

    abstract void put(MemorySegment tensor, long at, int code);

    abstract float value(int code);

    @Override
    public final void read(MemorySegment tensor, long run, float[] into) {
        long start = run * RUN * bytes;
        for (int i = 0; i < RUN; i++) {
            into[i] = value(code(tensor, start + (long) i * bytes));
        }
    }

    @Override
    public final void nudge(MemorySegment tensor, long run, float[] deltas, IntSupplier random) {
        long start = run * RUN * bytes;
        int sign = 1 << (Byte.SIZE * bytes - 1);
        for (int i = 0; i < RUN; i++) {
            long at = start + (long) i * bytes;
            int chance = random.getAsInt();
            float old = value(code(tensor, at));
            float target = old + deltas[i];
            if (target != old && Float.isFinite(target)) {
                int code = rounding.code(Math.abs(target), chance);
                put(tensor, at, target < 0 ? code | sign : code);
            }
        }
    }

    abstract static sealed class SixteenBits extends FloatCodec {
        private SixteenBits(Rounding rounding) {
            super(rounding, Short.BYTES);
        }

        @Override
        final int code(MemorySegment tensor, long at) {
            return tensor.get(SHORT, at);
        }

        @Override
        final void put(MemorySegment tensor, long at, int code) {
            tensor.set(SHORT, at, (short) code);
        }
    }

    static final class Bf16 extends SixteenBits {
        Bf16() {
            super(new Rounding(7, 127, 0x7f7f));
        }

        @Override
        float value(int code) {
            return Float.intBitsToFloat(code << Short.SIZE);
        }
    }

    static final class F16 extends SixteenBits {
        F16() {
            super(new Rounding(10, 15, 0x7bff));
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
            super(rounding, Byte.BYTES);
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
        int code(MemorySegment tensor, long at) {
            return tensor.get(ValueLayout.JAVA_BYTE, at) & 0xff;
        }

        @Override
        void put(MemorySegment tensor, long at, int code) {
            tensor.set(ValueLayout.JAVA_BYTE, at, (byte) code);
        }

        @Override
        float value(int code) {
            return values[code];
        }
    }
}
