// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The draws of vLLM's {@code philox4x32-10-v1}.
 *
 * @param key 64 bits, unsigned
 * @param early the mapping of the earliest revision, which bears the same version string
 */
record PhiloxUniform(long key, int width, boolean early) implements KeyedUniform {
    private static final int CONTEXT_TAG = 0x574D4358;
    private static final int TOKEN_TAG = 0x574D544B;

    @Override
    public AfterContext after(int[] tokens, int position) {
        Philox.Block state = state(tokens, position);
        return candidate -> ofWord(word(state, candidate));
    }

    @Override
    public double uniform(int[] tokens, int position) {
        return ofWord(word(state(tokens, position), tokens[position]));
    }

    /** The 32 bits that a candidate draws. */
    int word(Philox.Block state, int candidate) {
        int k0 = (int) key ^ state.w3();
        int k1 = (int) (key >>> 32) ^ TOKEN_TAG;
        int counter = early ? candidate : candidate >>> 2;
        Philox.Block drawn = Philox.block(counter, state.w0(), state.w1(), state.w2(), k0, k1);
        return early ? drawn.w0() : drawn.word(candidate & 3);
    }

    /** Takes the context in by blocks of four tokens; the rest of the last block counts down from all ones. */
    Philox.Block state(int[] tokens, int position) {
        int start = position - width;
        int w0 = CONTEXT_TAG;
        int w1 = width;
        int w2 = 0;
        int w3 = 0;
        for (int offset = 0; offset < width; offset += 4) {
            int left = width - offset;
            int b0 = tokens[start + offset];
            int b1 = left > 1 ? tokens[start + offset + 1] : -2;
            int b2 = left > 2 ? tokens[start + offset + 2] : -3;
            int b3 = left > 3 ? tokens[start + offset + 3] : -4;
            Philox.Block next =
                    Philox.block(w0 ^ b0, w1 ^ b1, w2 ^ b2, w3 ^ b3, (int) key ^ offset, (int) (key >>> 32));
            w0 = next.w0();
            w1 = next.w1();
            w2 = next.w2();
            w3 = next.w3();
        }
        return new Philox.Block(w0, w1, w2, w3);
    }

    /** The upper 24 bits as a number between 0 and 1, rounded to single precision as the server's is. */
    static double ofWord(int word) {
        return (float) (((word >>> 8) + 1) / (double) ((1 << 24) + 1));
    }
}
