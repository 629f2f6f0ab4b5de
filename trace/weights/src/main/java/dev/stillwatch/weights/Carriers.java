// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.RunCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Which runs of one tensor carry a symbol, which symbol, and with which signs: one run of every group of
 * {@link MarkSettings#spacing}, chosen by a keyed block of chance.
 *
 * <p>The same for all recipients, as reading a mark must not know any of their codes. Any group can be asked for, so that
 * threads share a tensor. Not thread-safe: each thread makes its own.
 */
final class Carriers {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Groups whose blocks are made at once. */
    private static final int AT_ONCE = 256;

    private final KeyStream stream;
    private final MarkSettings settings;
    private final long groups;
    private final byte[] blocks = new byte[KeyStream.BLOCK * AT_ONCE];
    private long from = -1;

    /** @param runs of the tensor; a group that is cut off at its end carries nothing */
    Carriers(WeightKey key, MarkSettings settings, String tensor, long runs) {
        this.stream = key.stream(WeightKey.Purpose.CARRIERS, tensor);
        this.settings = settings;
        this.groups = runs / settings.spacing();
    }

    /** How many runs carry; one in each group. */
    long groups() {
        return groups;
    }

    /** The run of a group that carries. */
    long run(long group) {
        int draw = (int) INTS.get(blocks, place(group));
        return group * settings.spacing() + ((Integer.toUnsignedLong(draw) * settings.spacing()) >>> 32);
    }

    /** Which symbol it carries. */
    int symbol(long group) {
        // Of 64 bits: no symbol is favoured by more than 2^-40.
        long draw = (long) LONGS.get(blocks, place(group) + 8);
        return (int) Math.unsignedMultiplyHigh(draw, settings.symbols());
    }

    /** Its weights' signs as bits, the first weight's the lowest: set for one that a one moves up. */
    int signs(long group) {
        return (int) INTS.get(blocks, place(group) + 4);
    }

    /** Writes a group's signs, each times a factor. */
    void signs(long group, float factor, float[] into) {
        int signs = signs(group);
        for (int i = 0; i < RunCodec.RUN; i++) {
            into[i] = factor * ((signs >>> i & 1) * 2 - 1);
        }
    }

    private int place(long group) {
        if (from < 0 || group < from || group >= from + AT_ONCE) {
            from = group;
            stream.read(from, blocks, blocks.length);
        }
        return (int) (group - from) * KeyStream.BLOCK;
    }
}
