// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * MT19937 as PyTorch's generator for CPUs seeds and reads it.
 *
 * <p>2.5 kB; not thread-safe.
 *
 * @see <a href="http://www.math.sci.hiroshima-u.ac.jp/m-mat/MT/emt.html">Matsumoto and Nishimura 1998</a>
 */
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /** @param seed only its low 32 bits count */
    MersenneTwister(long seed) {
        state[0] = (int) seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next 32 bits. */
    int next() {
        if (next == SIZE) {
            twist();
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** The next 32 bits, unsigned, modulo a positive bound: slightly uneven, as PyTorch's is. */
    int nextModulo(int bound) {
        return Integer.remainderUnsigned(next(), bound);
    }

    /** The whole of PyTorch's random permutation of 0 to {@code n - 1}. */
    int[] permutation(int n) {
        int[] row = new int[n];
        for (int i = 0; i < n; i++) {
            row[i] = i;
        }
        for (int i = 0; i < n - 1; i++) {
            int other = i + nextModulo(n - i);
            int taken = row[i];
            row[i] = row[other];
            row[other] = taken;
        }
        return row;
    }

    private void twist() {
        for (int k = 0; k < SIZE - MIDDLE; k++) {
            state[k] = state[k + MIDDLE] ^ mixed(state[k], state[k + 1]);
        }
        for (int k = SIZE - MIDDLE; k < SIZE - 1; k++) {
            state[k] = state[k + MIDDLE - SIZE] ^ mixed(state[k], state[k + 1]);
        }
        state[SIZE - 1] = state[MIDDLE - 1] ^ mixed(state[SIZE - 1], state[0]);
    }

    private static int mixed(int high, int low) {
        int y = (high & 0x80000000) | (low & 0x7fffffff);
        return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
    }
}
