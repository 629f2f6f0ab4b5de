// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.util.SplittableRandom;

/**
 * Writes blocks of GGUF's quantised types from codes and scales of its own choice, the way ggml's encoders lay them out: loops
 * over the codes that set bits, where the codec under test looks bits up.
 */
final class SampleBlock {
    final byte[] bytes;
    final int[] codes;
    final float[] values;
    final float[] steps;
    final int lowest;
    final int highest;
    private int at;

    private SampleBlock(ElementType type, int lowest, int highest) {
        bytes = new byte[type.blockBytes()];
        codes = new int[type.blockElements()];
        values = new float[codes.length];
        steps = new float[codes.length];
        this.lowest = lowest;
        this.highest = highest;
    }

    /** A block with random codes; a scale that is a power of two, so that products are exact, negative in every other. */
    static SampleBlock random(ElementType type, SplittableRandom random) {
        float scale = random.nextBoolean() ? 0.0625f : -0.0625f;
        return switch (type) {
            case Q4_0 -> nibbles(type, scale, false, 8, 15, random);
            case Q4_1 -> nibbles(type, scale, true, 0, 15, random);
            case Q5_0 -> nibbles(type, scale, false, 16, 31, random);
            case Q5_1 -> nibbles(type, scale, true, 0, 31, random);
            case Q8_0 -> bytes(scale, random);
            case Q2_K -> twoBits(random);
            case Q3_K -> threeBits(scale, random);
            case Q4_K -> fourOrFiveBits(type, 15, random);
            case Q5_K -> fourOrFiveBits(type, 31, random);
            case Q6_K -> sixBits(scale, random);
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    private void fill(SplittableRandom random) {
        for (int i = 0; i < codes.length; i++) {
            codes[i] = random.nextInt(lowest, highest + 1);
        }
    }

    private void half(float value) {
        short bits = Float.floatToFloat16(value);
        bytes[at++] = (byte) bits;
        bytes[at++] = (byte) (bits >> 8);
    }

    private void value(int i, float step, int centre, float offset) {
        steps[i] = step;
        values[i] = step * (codes[i] - centre) + offset;
    }

    private static SampleBlock nibbles(
            ElementType type, float scale, boolean offset, int centre, int highest, SplittableRandom random) {
        SampleBlock block = new SampleBlock(type, 0, highest);
        block.fill(random);
        block.half(scale);
        if (offset) {
            block.half(-1.5f);
        }
        long fifths = 0;
        for (int i = 0; i < 32; i++) {
            fifths |= (long) (block.codes[i] >> 4) << i;
            block.value(i, scale, centre, offset ? -1.5f : 0);
        }
        if (highest == 31) {
            for (int i = 0; i < 4; i++) {
                block.bytes[block.at++] = (byte) (fifths >> (8 * i));
            }
        }
        for (int i = 0; i < 16; i++) {
            block.bytes[block.at++] = (byte) ((block.codes[i] & 15) | ((block.codes[i + 16] & 15) << 4));
        }
        return block;
    }

    private static SampleBlock bytes(float scale, SplittableRandom random) {
        SampleBlock block = new SampleBlock(ElementType.Q8_0, -127, 127);
        block.fill(random);
        block.half(scale);
        for (int i = 0; i < 32; i++) {
            block.bytes[block.at++] = (byte) block.codes[i];
            block.value(i, scale, 0, 0);
        }
        return block;
    }

    private static SampleBlock twoBits(SplittableRandom random) {
        SampleBlock block = new SampleBlock(ElementType.Q2_K, 0, 3);
        block.fill(random);
        for (int group = 0; group < 16; group++) {
            int scale = random.nextInt(1, 16);
            int least = random.nextInt(16);
            block.bytes[group] = (byte) (scale | (least << 4));
            for (int i = 16 * group; i < 16 * group + 16; i++) {
                block.value(i, 0.125f * scale, 0, -0.25f * least);
            }
        }
        block.pairs(16);
        block.at = 80;
        block.half(0.125f);
        block.half(0.25f);
        return block;
    }

    /** Two bits of each code: the 1st, 33rd, 65th and 97th weight of each 128 share a byte. */
    private void pairs(int start) {
        for (int i = 0; i < 256; i++) {
            bytes[start + 32 * (i / 128) + i % 32] |= (byte) ((codes[i] & 3) << (2 * (i % 128 / 32)));
        }
    }

    private static SampleBlock threeBits(float scale, SplittableRandom random) {
        SampleBlock block = new SampleBlock(ElementType.Q3_K, 0, 7);
        block.fill(random);
        block.pairs(32);
        for (int i = 0; i < 256; i++) {
            block.bytes[i % 32] |= (byte) ((block.codes[i] >> 2) << (i / 32));
        }
        for (int group = 0; group < 16; group++) {
            int six = random.nextInt(33, 64);
            if (group < 8) {
                block.bytes[96 + group] |= (byte) (six & 15);
            } else {
                block.bytes[96 + group - 8] |= (byte) ((six & 15) << 4);
            }
            block.bytes[104 + group % 4] |= (byte) ((six >> 4) << (2 * (group / 4)));
            for (int i = 16 * group; i < 16 * group + 16; i++) {
                block.value(i, scale * (six - 32), 4, 0);
            }
        }
        block.at = 108;
        block.half(scale);
        return block;
    }

    private static SampleBlock fourOrFiveBits(ElementType type, int highest, SplittableRandom random) {
        SampleBlock block = new SampleBlock(type, 0, highest);
        block.fill(random);
        block.half(0.125f);
        block.half(0.25f);
        for (int group = 0; group < 8; group++) {
            int scale = random.nextInt(1, 64);
            int least = random.nextInt(64);
            if (group < 4) {
                block.bytes[4 + group] |= (byte) scale;
                block.bytes[8 + group] |= (byte) least;
            } else {
                block.bytes[8 + group] = (byte) ((scale & 15) | ((least & 15) << 4));
                block.bytes[group] |= (byte) ((scale >> 4) << 6);
                block.bytes[4 + group] |= (byte) ((least >> 4) << 6);
            }
            for (int i = 32 * group; i < 32 * group + 32; i++) {
                block.value(i, 0.125f * scale, 0, -0.25f * least);
            }
        }
        int nibbles = highest == 31 ? 48 : 16;
        for (int i = 0; i < 256; i++) {
            block.bytes[nibbles + 32 * (i / 64) + i % 32] |= (byte) ((block.codes[i] & 15) << (i % 64 < 32 ? 0 : 4));
            if (highest == 31) {
                block.bytes[16 + i % 32] |= (byte) ((block.codes[i] >> 4) << (i / 32));
            }
        }
        return block;
    }

    private static SampleBlock sixBits(float scale, SplittableRandom random) {
        SampleBlock block = new SampleBlock(ElementType.Q6_K, 0, 63);
        block.fill(random);
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < 32; i++) {
                int first = 128 * half + i;
                int[] c = block.codes;
                block.bytes[64 * half + i] = (byte) ((c[first] & 15) | ((c[first + 64] & 15) << 4));
                block.bytes[64 * half + 32 + i] = (byte) ((c[first + 32] & 15) | ((c[first + 96] & 15) << 4));
                block.bytes[128 + 32 * half + i] = (byte) ((c[first] >> 4)
                        | ((c[first + 32] >> 4) << 2)
                        | ((c[first + 64] >> 4) << 4)
                        | ((c[first + 96] >> 4) << 6));
            }
        }
        for (int group = 0; group < 16; group++) {
            int own = random.nextInt(1, 128) * (random.nextBoolean() ? 1 : -1);
            block.bytes[192 + group] = (byte) own;
            for (int i = 16 * group; i < 16 * group + 16; i++) {
                block.value(i, scale * own, 32, 0);
            }
        }
        block.at = 208;
        block.half(scale);
        return block;
    }
}
