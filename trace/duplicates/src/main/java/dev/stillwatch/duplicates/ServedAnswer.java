// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer that a model gave, to be put into an index.
 *
 * @param text of the answer
 * @param request the texts it was given: what it repeats of them is not its own and is left out
 * @param time when it was served
 * @param model that gave it
 */
public record ServedAnswer(
        CharSequence text, List<? extends CharSequence> request, Optional<Instant> time, Optional<String> model) {
    public ServedAnswer {
        Objects.requireNonNull(text, "text is null");
        request = List.copyOf(request);
        Objects.requireNonNull(time, "time is null");
        Objects.requireNonNull(model, "model is null");
    }

    /** Never shows any text. */
    @Override
    public String toString() {
        return "ServedAnswer[characters=" + text.length() + "]";
    }
}
