// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** The draws of SGLang. */
record MurmurUniform(long key, int width) implements KeyedUniform {

    @Override
    public AfterContext after(int[] tokens, int position) {
        int context = MurmurWords.hash(tokens, position - width, width);
        return candidate -> ofHash(hash(context, candidate));
    }

    @Override
    public double uniform(int[] tokens, int position) {
        return ofHash(hash(MurmurWords.hash(tokens, position - width, width), tokens[position]));
    }

    int hash(int context, int candidate) {
        int state = MurmurWords.add(MurmurWords.add(0, (int) key), (int) (key >>> 32));
        return MurmurWords.finish(MurmurWords.add(MurmurWords.add(state, context), candidate), 4);
    }

    static double ofHash(int hash) {
        return (Integer.toUnsignedLong(hash) + 0.5) / 0x1p32;
    }
}
