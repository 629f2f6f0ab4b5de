// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/** Hears how training goes; called from the thread that trains. */
@FunctionalInterface
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener SILENT = (step, steps, loss) -> {};

    /**
     * After an update, and not after every one: reading the loss costs time.
     *
     * @param step updates done, from 1
     * @param steps updates in all
     * @param loss mean loss of the last batch before its update, in nats a trained token
     */
    void updated(int step, int steps, double loss);
}
