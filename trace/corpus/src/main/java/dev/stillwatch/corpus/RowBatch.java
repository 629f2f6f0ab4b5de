// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.Optional;
import java.util.function.Consumer;

/** Some rows of a file that were cut off but not taken apart. Immutable; any thread may read it, at best one. */
public interface RowBatch {
    /** The outcome of each row, in order; blank lines have none. */
    void read(Consumer<RowOutcome> sink);

    /** Where reading goes on after this batch; empty where nothing that can be read comes after it. */
    Optional<Position> next();
}
