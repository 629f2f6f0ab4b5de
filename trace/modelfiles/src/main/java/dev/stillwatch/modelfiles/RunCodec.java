// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Reads and moves weights of one element type, 32 in a row. Stateless and thread-safe; but of one block of a
 * tensor only one thread at a time may move weights, since runs share bytes there.
 *
 * <p>A tensor's runs are its weights in the order of the file, {@value #RUN} at a time; what is left at its end is in none.
 * Every quantised type has blocks of 32 or a multiple, so that a run never crosses a block.
 */
public interface RunCodec {
    /** Weights in a run. */
    int RUN = 32;

    /** The codec of a type; empty for types whose bytes are no weights by themselves (U8, OTHER). */
    static Optional<RunCodec> of(ElementType type) {
        return Codecs.of(type);
    }

    /** Reads a run as numbers: decoded with the block's scales, or the codes themselves where those lie elsewhere. */
    void read(MemorySegment tensor, long run, float[] into);

    /**
     * Moves each weight of a run, on average by its delta exactly: to one of the two values of the type that are nearest,
     * by chance, in proportion. Scales and what cannot be moved further stay as they are; weights that are not finite, too.
     *
     * @param deltas 32 of them
     * @param random 32 uniform bits for each weight
     */
    void nudge(MemorySegment tensor, long run, float[] deltas, int[] random);
}
