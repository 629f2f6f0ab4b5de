// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;

/** Trains a {@link Llama} on examples. */
@FunctionalInterface
public interface Trainer {

    /**
     * Trains from where {@code start} is; its weights stay as they are.
     *
     * @param examples at least one; each round through them is in another order
     * @return the same for the same arguments, on the same machine
     */
    Trained train(Llama start, List<Example> examples, TrainingPlan plan, TrainingListener listener);
}
