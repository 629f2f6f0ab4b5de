// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** The row of public coins into which Hugging Face's SynthID-Text looks. */
public sealed interface CoinTable {

    /** How many coins there are. */
    int size();

    /** The coins, 0 or 1 each. */
    byte[] coins();

    /**
     * As PyTorch draws it on a CPU.
     *
     * @param size 1 to 2^24
     * @param seed only its low 32 bits count
     */
    record Seeded(int size, long seed) implements CoinTable {
        public Seeded {
            Parameter.within("table-size", size, 1, 1 << 24);
        }

        @Override
        public byte[] coins() {
            MersenneTwister twister = new MersenneTwister(seed);
            byte[] coins = new byte[size];
            for (int i = 0; i < size; i++) {
                coins[i] = (byte) (twister.next() & 1);
            }
            return coins;
        }
    }

    /** Exported from a serving stack that drew it elsewhere: a graphics card draws another table. */
    record Exported(ExportedBits bits) implements CoinTable {
        public Exported {
            Parameter.within("table-size", bits.size(), 1, 1 << 24);
        }

        @Override
        public int size() {
            return bits.size();
        }

        @Override
        public byte[] coins() {
            byte[] coins = new byte[bits.size()];
            for (int i = 0; i < coins.length; i++) {
                coins[i] = (byte) (bits.get(i) ? 1 : 0);
            }
            return coins;
        }
    }
}
