// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.filings.Operations;
import java.util.Optional;

/**
 * A model's weights as rules see them.
 *
 * @param model as requests name it
 * @param classification as whoever classified it wrote it, such as {@code 4E091}; empty while nobody has
 * @param published whether anybody can have the weights
 * @param weakerThanOpen whether some model with published weights is stronger; empty while nobody has compared
 * @param operations that it was trained with, all phases; empty while nobody has counted
 * @param evidence where the classification can be looked up
 */
public record Item(
        String model,
        Optional<String> classification,
        boolean published,
        Optional<Boolean> weakerThanOpen,
        Optional<Operations> operations,
        String evidence) {
    public Item {
        ReleaseRequest.requireId(model, "a model");
        if (evidence.isBlank()) {
            throw new StillwatchException("a model's classification needs its evidence: where it can be looked up");
        }
    }
}
