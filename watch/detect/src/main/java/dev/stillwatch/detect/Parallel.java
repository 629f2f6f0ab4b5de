// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.function.IntConsumer;

/**
 * Runs independent pieces of work, perhaps several at a time.
 *
 * <p>Detection has no threads of its own; whoever drives it may lend it some. Every piece writes only what is its own,
 * and what is summed over pieces is summed afterwards in their order, so that no result depends on who runs them.
 */
@FunctionalInterface
public interface Parallel {

    /** One piece after the other, on the calling thread. */
    Parallel SEQUENTIAL = (size, body) -> {
        for (int i = 0; i < size; i++) {
            body.accept(i);
        }
    };

    /**
     * Calls {@code body} once with each index from 0 to {@code size} - 1, in any order and on any threads, and returns
     * when all calls have. What a call did is visible to the caller then; what one throws is thrown to the caller.
     */
    void forEach(int size, IntConsumer body);
}
