// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;

/**
 * Something that a rule asks for, and by when.
 *
 * @param subject the incident, model or customer that it is about, by id
 * @param anchor from when time runs
 * @param due by when; never open
 * @param standing of the rule then, as known
 * @param source where the rule can be read
 */
public record Obligation(
        String rule,
        String form,
        String recipient,
        String subject,
        ReportingRule.Event event,
        Instant anchor,
        Instant due,
        ReportingRule.Standing standing,
        String source) {
    public Obligation {
        if (source.isBlank()) {
            throw new StillwatchException("an obligation needs the source of its rule");
        }
        if (due.isBefore(anchor)) {
            throw new StillwatchException("an obligation cannot be due before what it follows from");
        }
    }

    /** Whether a rule that binds asks for it. */
    public boolean binding() {
        return standing.binds();
    }

    /** Whether it is over due at a time. */
    public boolean overdue(Instant at) {
        return at.isAfter(due);
    }
}
