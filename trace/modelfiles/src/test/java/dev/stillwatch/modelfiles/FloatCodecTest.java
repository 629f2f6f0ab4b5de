// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FloatCodecTest {

    /** 32 of the same code. */
    private static byte[] run(ElementType type, int code) {
        ByteBuffer bytes = ByteBuffer.allocate(32 * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (type.blockBytes() == 2) {
                bytes.putShort((short) code);
            } else {
                bytes.put((byte) code);
            }
        }
        return bytes.array();
    }

    private static float[] read(ElementType type, byte[] bytes) {
        float[] values = new float[RunCodec.RUN];
        RunCodec.of(type).orElseThrow().read(MemorySegment.ofArray(bytes), 0, values);
        return values;
    }

    private static float[] nudged(ElementType type, byte[] bytes, float delta, SplittableRandom random) {
        float[] deltas = new float[RunCodec.RUN];
        Arrays.fill(deltas, delta);
        RunCodec.of(type)
                .orElseThrow()
                .nudge(
                        MemorySegment.ofArray(bytes),
                        0,
                        deltas,
                        random.ints(RunCodec.RUN).toArray());
        return read(type, bytes);
    }

    /** Values of the OCP 8-bit formats, IEEE half precision and bfloat16. */
    @ParameterizedTest
    @CsvSource({
        "F8_E4M3, 0x7e, 448",
        "F8_E4M3, 0xfe, -448",
        "F8_E4M3, 0x38, 1",
        "F8_E4M3, 0x01, 0.001953125",
        "F8_E4M3, 0x08, 0.015625",
        "F8_E4M3, 0x7f, NaN",
        "F8_E4M3, 0xff, NaN",
        "F8_E4M3, 0x39, 1.125",
        "F8_E5M2, 0x7b, 57344",
        "F8_E5M2, 0x7c, Infinity",
        "F8_E5M2, 0xfc, -Infinity",
        "F8_E5M2, 0x7d, NaN",
        "F8_E5M2, 0x3c, 1",
        "F8_E5M2, 0x01, 1.52587890625E-5",
        "F8_E5M2, 0xbd, -1.25",
        "F16, 0x3c00, 1",
        "F16, 0x7bff, 65504",
        "F16, 0x0001, 5.9604645E-8",
        "F16, 0xfc00, -Infinity",
        "BF16, 0x3f80, 1",
        "BF16, 0xc040, -3",
        "BF16, 0x7f7f, 3.3895314E38",
        "BF16, 0x7fc0, NaN"
    })
    void read_knownCode_givesItsValue(ElementType type, String code, float value) {
        assertThat(read(type, run(type, Integer.decode(code)))).containsOnly(value);
    }

    /** From every finite code: the result is one of its neighbours around the sum, and right on average. */
    @ParameterizedTest
    @EnumSource(names = {"F8_E4M3", "F8_E5M2", "F16", "BF16"})
    void nudge_anyFiniteCode_isUnbiased(ElementType type) {
        SplittableRandom random = new SplittableRandom(11);
        int codes = type.blockBytes() == 2 ? 1 << 16 : 1 << 8;
        int stride = type.blockBytes() == 2 ? 7 : 1;
        double squares = 0;
        int tried = 0;
        for (int code = 0; code < codes; code += stride) {
            float value = read(type, run(type, code))[0];
            float magnitude = Math.abs(value);
            float next = read(type, run(type, (code & ~(codes >> 1)) + 1))[0];
            if (!Float.isFinite(value) || !Float.isFinite(next)) {
                continue;
            }
            float gap = next - magnitude;
            float share = random.nextInt(1, 16) / 16f;
            float delta = Math.copySign(gap * share, value);
            float far = Math.copySign(next, value);
            double mean = 0;
            for (float moved : nudged(type, run(type, code), delta, random)) {
                assertThat(moved).isIn(value, far);
                mean += Math.abs(moved - value) / gap / RunCodec.RUN;
            }
            double error = (mean - share) / Math.sqrt(share * (1 - share) / RunCodec.RUN);
            squares += error * error;
            tried++;
        }
        /* Errors in units of their own deviation: their squares average to 1, to within sampling error. */
        assertThat(squares / tried).isCloseTo(1, within(6 * Math.sqrt(2.0 / tried)));
    }

    @Test
    void nudge_bf16FarBelowAStep_movesByItOnAverage() {
        SplittableRandom random = new SplittableRandom(2);
        float delta = 0x1p-12f;
        double sum = 0;
        int runs = 20_000;
        for (int i = 0; i < runs; i++) {
            for (float moved : nudged(ElementType.BF16, run(ElementType.BF16, 0x3f80), delta, random)) {
                sum += moved - 1;
            }
        }
        double share = delta / 0x1p-7;
        double deviation = 0x1p-7 * Math.sqrt(share * (1 - share) / (32.0 * runs));
        assertThat(sum / (32.0 * runs)).isCloseTo(delta, within(5 * deviation));
    }

    @ParameterizedTest
    @CsvSource({"F8_E4M3, 0x7f", "F8_E5M2, 0x7c", "F8_E5M2, 0x7e", "F16, 0x7c00", "F16, 0x7e01", "BF16, 0xff80"})
    void nudge_notFinite_staysAsItIs(ElementType type, String code) {
        byte[] before = run(type, Integer.decode(code));
        byte[] after = before.clone();
        nudged(type, after, -1, new SplittableRandom(1));
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"F8_E4M3, 0x7e", "F8_E5M2, 0x7b", "F16, 0x7bff", "BF16, 0x7f7f"})
    void nudge_largestUpwards_staysFinite(ElementType type, String code) {
        int largest = Integer.decode(code);
        float value = read(type, run(type, largest))[0];
        assertThat(nudged(type, run(type, largest), value / 2, new SplittableRandom(1)))
                .containsOnly(value);
        assertThat(nudged(type, run(type, largest), Float.NaN, new SplittableRandom(1)))
                .containsOnly(value);
        assertThat(nudged(type, run(type, largest), Float.MAX_VALUE, new SplittableRandom(1)))
                .containsOnly(value);
    }

    @Test
    void nudge_byNothing_leavesNegativeZero() {
        byte[] bytes = run(ElementType.BF16, 0x8000);
        nudged(ElementType.BF16, bytes, 0, new SplittableRandom(1));
        assertThat(bytes).isEqualTo(run(ElementType.BF16, 0x8000));
    }

    @Test
    void nudge_secondRun_leavesTheOthers() {
        byte[] bytes = new byte[3 * 64];
        float[] deltas = new float[RunCodec.RUN];
        Arrays.fill(deltas, 1);
        RunCodec.of(ElementType.F16)
                .orElseThrow()
                .nudge(MemorySegment.ofArray(bytes), 1, deltas, new int[RunCodec.RUN]);
        assertThat(Arrays.copyOf(bytes, 64)).containsOnly(0);
        assertThat(Arrays.copyOfRange(bytes, 64, 128)).startsWith(0, 0x3c).endsWith(0, 0x3c);
        assertThat(Arrays.copyOfRange(bytes, 128, 192)).containsOnly(0);
    }

    @Test
    void nudge_fullFloats_addsAndStaysFinite() {
        ByteBuffer floats = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0, 1.5f).putFloat(4, Float.MAX_VALUE).putFloat(8, Float.NaN);
        float[] deltas = new float[RunCodec.RUN];
        Arrays.fill(deltas, 0.25f);
        deltas[1] = Float.MAX_VALUE;
        RunCodec codec = RunCodec.of(ElementType.F32).orElseThrow();
        codec.nudge(MemorySegment.ofArray(floats.array()), 0, deltas, new int[RunCodec.RUN]);
        float[] values = new float[RunCodec.RUN];
        codec.read(MemorySegment.ofArray(floats.array()), 0, values);
        assertThat(Arrays.copyOf(values, 4)).containsExactly(1.75f, Float.MAX_VALUE, Float.NaN, 0.25f);
    }
}
