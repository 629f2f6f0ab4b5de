// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.Optional;
import java.util.function.Consumer;

/** A batch that is one report of something that cannot be read. */
record OneOutcome(RowOutcome outcome, Optional<Position> next) implements RowBatch {

    @Override
    public void read(Consumer<RowOutcome> sink) {
        sink.accept(outcome);
    }
}
