// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** MurmurHash3 for x86 with 32 bits and seed 0, over whole words; SGLang's keyed hash. */
final class MurmurWords {

    private MurmurWords() {}

    static int add(int state, int word) {
        int mixed = Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
        return Integer.rotateLeft(state ^ mixed, 13) * 5 + 0xe6546b64;
    }

    static int finish(int state, int words) {
        int hash = state ^ (4 * words);
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    /** The hash of a run of tokens. */
    static int hash(int[] tokens, int from, int count) {
        int state = 0;
        for (int i = from; i < from + count; i++) {
            state = add(state, tokens[i]);
        }
        return finish(state, count);
    }
}
