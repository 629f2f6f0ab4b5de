// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * Something that happened and that rules may ask to be told.
 *
 * @param discovered when it came to be known
 * @param determined when it was found, or reasonably believed, to be one that must be reported; not yet if empty
 * @param imminentRisk whether it poses an imminent risk of death or serious injury
 */
public record Incident(
        String id,
        Kind kind,
        String model,
        Instant discovered,
        Optional<Instant> determined,
        boolean imminentRisk,
        String summary) {
    /** What happened. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Kind {
        UNAUTHORISED_ACCESS_TO_WEIGHTS,
        LOSS_OF_CONTROL,
        CATASTROPHIC_HARM,
        DECEPTIVE_CIRCUMVENTION,
        DISTILLATION_CAMPAIGN
    }

    public Incident {
        if (id.isBlank() || model.isBlank() || summary.isBlank()) {
            throw new StillwatchException("an incident needs an id, a model and a summary");
        }
        if (determined.isPresent() && determined.get().isBefore(discovered)) {
            throw new StillwatchException("incident " + id + " was determined before it was discovered");
        }
    }
}
