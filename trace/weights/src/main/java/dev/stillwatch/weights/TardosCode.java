// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The code that tells recipients apart even when some of them mix their copies (Tardos, Optimal probabilistic fingerprint
 * codes, 2003). Immutable and thread-safe.
 *
 * <p>Each symbol has its own share of ones, drawn once for all; a recipient's symbols are independent draws with these
 * shares. Nothing is stored: all follows from the key, and a recipient's code can be made when it is asked for. Shares are
 * whole multiples of 2^-32, so that what the draws have is what is computed with, exactly.
 */
final class TardosCode {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final double SCALE = 0x1p32;

    private final WeightKey key;
    /** A draw of 32 bits below this is a one. */
    private final long[] limits;

    TardosCode(WeightKey key, MarkSettings settings) {
        this.key = key;
        this.limits = new long[settings.symbols()];
        byte[] draws = new byte[Long.BYTES * limits.length];
        key.stream(WeightKey.Purpose.SHARES).read(0, draws, draws.length);
        // No share may come closer to 0 or 1 than this, or single symbols would decide (Tardos 2003, section 2).
        double cut = Math.asin(Math.sqrt(1 / (300.0 * settings.coalition())));
        for (int symbol = 0; symbol < limits.length; symbol++) {
            double uniform = ((long) LONGS.get(draws, Long.BYTES * symbol) >>> 11) * 0x1p-53;
            double sine = Math.sin(cut + uniform * (Math.PI / 2 - 2 * cut));
            limits[symbol] = Math.round(sine * sine * SCALE);
        }
    }

    /** How likely each symbol is a one. */
    double[] shares() {
        double[] shares = new double[limits.length];
        for (int symbol = 0; symbol < shares.length; symbol++) {
            shares[symbol] = limits[symbol] / SCALE;
        }
        return shares;
    }

    /** A recipient's symbols: true for one. */
    boolean[] of(String recipient) {
        boolean[] ones = new boolean[limits.length];
        byte[] draws = draws(recipient, new byte[Integer.BYTES * limits.length]);
        for (int symbol = 0; symbol < ones.length; symbol++) {
            ones[symbol] = Integer.toUnsignedLong((int) INTS.get(draws, Integer.BYTES * symbol)) < limits[symbol];
        }
        return ones;
    }

    private byte[] draws(String recipient, byte[] into) {
        key.stream(WeightKey.Purpose.CODE, recipient).read(0, into, into.length);
        return into;
    }

    /** Sums over recipients' ones, for many of them. Immutable and thread-safe. */
    final class Sums {
        private final long[][] added;

        private Sums(double[][] added) {
            this.added = new long[added.length][limits.length];
            for (int row = 0; row < added.length; row++) {
                for (int symbol = 0; symbol < limits.length; symbol++) {
                    this.added[row][symbol] = Double.doubleToRawLongBits(added[row][symbol]);
                }
            }
        }

        /** For each recipient one sum for each row. */
        List<double[]> of(List<String> recipients) {
            byte[] draws = new byte[Integer.BYTES * limits.length];
            long[] ones = new long[limits.length];
            List<double[]> all = new ArrayList<>(recipients.size());
            for (String recipient : recipients) {
                draws(recipient, draws);
                for (int symbol = 0; symbol < ones.length; symbol++) {
                    // All bits set for a one, none otherwise: half the draws would mislead a branch.
                    ones[symbol] =
                            (((int) INTS.get(draws, Integer.BYTES * symbol) & 0xffffffffL) - limits[symbol]) >> 63;
                }
                double[] sums = new double[added.length];
                for (int row = 0; row < sums.length; row++) {
                    sums[row] = sum(added[row], ones);
                }
                all.add(sums);
            }
            return all;
        }

        /** Four sums side by side: one addition need not wait for the other. */
        private static double sum(long[] row, long[] ones) {
            double first = 0;
            double second = 0;
            double third = 0;
            double fourth = 0;
            int whole = row.length & -4;
            for (int symbol = 0; symbol < whole; symbol += 4) {
                first += Double.longBitsToDouble(row[symbol] & ones[symbol]);
                second += Double.longBitsToDouble(row[symbol + 1] & ones[symbol + 1]);
                third += Double.longBitsToDouble(row[symbol + 2] & ones[symbol + 2]);
                fourth += Double.longBitsToDouble(row[symbol + 3] & ones[symbol + 3]);
            }
            for (int symbol = whole; symbol < row.length; symbol++) {
                first += Double.longBitsToDouble(row[symbol] & ones[symbol]);
            }
            return first + second + third + fourth;
        }
    }

    /**
     * Sums over recipients' ones.
     *
     * @param added what each symbol adds to each sum: one row of numbers for each sum
     */
    Sums sums(double[][] added) {
        return new Sums(added);
    }
}
