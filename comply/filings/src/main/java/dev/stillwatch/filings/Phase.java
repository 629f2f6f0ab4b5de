// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** What compute was spent on. Rules differ in which of these they count. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum Phase {
    PRETRAINING,
    CONTINUED_PRETRAINING,
    FINE_TUNING,
    /** Answers made by the model to learn from. */
    REINFORCEMENT_ROLLOUTS,
    REINFORCEMENT_UPDATES,
    REWARD_MODEL,
    /** Answers made by another model to learn from. */
    DISTILLATION_TEACHER,
    DISTILLATION_STUDENT,
    SYNTHETIC_DATA,
    EVALUATION,
    /** Runs that came to nothing. */
    FAILED;

    /** As rules and files write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
