// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeCodecTest {
    private static final int BLOCKS = 3;

    private static RunCodec codec(ElementType type) {
        return RunCodec.of(type).orElseThrow();
    }

    private static SampleBlock[] blocks(ElementType type, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new SampleBlock[] {
            SampleBlock.random(type, random), SampleBlock.random(type, random), SampleBlock.random(type, random)
        };
    }

    private static byte[] joined(SampleBlock... blocks) {
        int length = blocks[0].bytes.length;
        byte[] all = new byte[blocks.length * length];
        for (int i = 0; i < blocks.length; i++) {
            System.arraycopy(blocks[i].bytes, 0, all, i * length, length);
        }
        return all;
    }

    private static float[] values(ElementType type, byte[] bytes) {
        int count = bytes.length / type.blockBytes() * type.blockElements();
        float[] all = new float[count];
        float[] run = new float[RunCodec.RUN];
        for (int r = 0; r < count / RunCodec.RUN; r++) {
            codec(type).read(MemorySegment.ofArray(bytes), r, run);
            for (int i = 0; i < RunCodec.RUN; i++) {
                all[r * RunCodec.RUN + i] = run[i] + 0f; // no negative zeros
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = "Q._.*", mode = EnumSource.Mode.MATCH_ALL)
    void read_blocksOfAReferenceEncoder_givesItsValues(ElementType type) {
        for (long seed = 0; seed < 20; seed++) {
            SampleBlock[] blocks = blocks(type, seed);
            float[] values = values(type, joined(blocks));
            for (int b = 0; b < BLOCKS; b++) {
                int n = type.blockElements();
                assertThat(Arrays.copyOfRange(values, b * n, (b + 1) * n)).containsExactly(blocks[b].values);
            }
        }
    }

    /* A delta of 3/4 of a step, up or down by turns, moves three codes of four; what stands at an end moves no further. */
    @ParameterizedTest
    @EnumSource(names = "Q._.*", mode = EnumSource.Mode.MATCH_ALL)
    void nudge_byLessThanAStep_movesByItOnAverageAndNothingElse(ElementType type) {
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        int free = 0;
        for (int trial = 0; trial < 600; trial++) {
            SampleBlock[] blocks = blocks(type, trial);
            byte[] before = joined(blocks);
            byte[] after = before.clone();
            int runs = BLOCKS * type.blockElements() / RunCodec.RUN;
            int run = trial % runs;
            int first = run * RunCodec.RUN;
            SampleBlock block = blocks[first / type.blockElements()];
            int inBlock = first % type.blockElements();
            float[] deltas = new float[RunCodec.RUN];
            for (int i = 0; i < deltas.length; i++) {
                deltas[i] = 0.75f * block.steps[inBlock + i] * (i % 2 == 0 ? 1 : -1);
            }
            codec(type)
                    .nudge(
                            MemorySegment.ofArray(after),
                            run,
                            deltas,
                            random.ints(RunCodec.RUN).toArray());

            float[] old = values(type, before);
            float[] moved = values(type, after);
            for (int i = 0; i < old.length; i++) {
                if (i < first || i >= first + RunCodec.RUN) {
                    assertThat(moved[i]).isEqualTo(old[i]);
                    continue;
                }
                float step = block.steps[i - first + inBlock];
                int code = block.codes[i - first + inBlock];
                double steps = (moved[i] - old[i]) / step * ((i - first) % 2 == 0 ? 1 : -1) + 0.0;
                boolean atEnd = code == ((i - first) % 2 == 0 ? block.highest : block.lowest);
                assertThat(steps).isIn(0.0, 1.0);
                if (atEnd) {
                    assertThat(steps).isZero();
                } else {
                    sum += steps;
                    free++;
                }
            }
        }
        assertThat(sum / free).isCloseTo(0.75, within(5 * Math.sqrt(0.75 * 0.25 / free)));
    }

    @ParameterizedTest
    @EnumSource(names = "Q._.*", mode = EnumSource.Mode.MATCH_ALL)
    void nudge_byManySteps_endsAtTheLastCode(ElementType type) {
        SampleBlock block = SampleBlock.random(type, new SplittableRandom(9));
        byte[] bytes = block.bytes.clone();
        float[] deltas = new float[RunCodec.RUN];
        Arrays.fill(deltas, 1e30f);
        codec(type)
                .nudge(
                        MemorySegment.ofArray(bytes),
                        0,
                        deltas,
                        new SplittableRandom(1).ints(RunCodec.RUN).toArray());

        float[] moved = values(type, bytes);
        for (int i = 0; i < RunCodec.RUN; i++) {
            int end = block.steps[i] > 0 ? block.highest : block.lowest;
            assertThat(moved[i]).isEqualTo(block.values[i] + block.steps[i] * (end - block.codes[i]));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "Q._.*", mode = EnumSource.Mode.MATCH_ALL)
    void nudge_scalesZeroOrNotFinite_leavesAllBytes(ElementType type) {
        float[] deltas = new float[RunCodec.RUN];
        Arrays.fill(deltas, 1);
        for (byte filling : new byte[] {0, (byte) 0xff}) {
            byte[] bytes = new byte[type.blockBytes()];
            Arrays.fill(bytes, filling);
            byte[] before = bytes.clone();
            codec(type)
                    .nudge(
                            MemorySegment.ofArray(bytes),
                            0,
                            deltas,
                            new SplittableRandom(1).ints(RunCodec.RUN).toArray());
            assertThat(bytes).isEqualTo(before);
        }
    }

    @Test
    void nudge_plainBytes_movesCodesWithinSymmetricLimits() {
        byte[] bytes = new byte[64];
        bytes[0] = 127;
        bytes[1] = -128;
        bytes[2] = -127;
        float[] deltas = new float[RunCodec.RUN];
        deltas[0] = 5;
        deltas[1] = -5;
        deltas[2] = -5;
        deltas[3] = -5;
        deltas[4] = 2;
        codec(ElementType.I8).nudge(MemorySegment.ofArray(bytes), 0, deltas, new int[RunCodec.RUN]);

        assertThat(Arrays.copyOf(bytes, 6)).containsExactly(127, -128, -127, -5, 2, 0);
        assertThat(Arrays.copyOfRange(bytes, 6, 64)).containsOnly(0);
    }
}
