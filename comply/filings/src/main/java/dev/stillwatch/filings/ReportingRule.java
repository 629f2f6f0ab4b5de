// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * A rule, as data: what it asks, since when, and where that can be read.
 *
 * @param id the same in later releases
 * @param source where it was read, and on what day
 * @param verified whether the text itself was read; otherwise somebody's account of it
 * @param windows what its standing was and is, and since when that is known
 * @param compute the compute that it asks about
 * @param deadlines what is due after which event
 */
public record ReportingRule(
        String id,
        String title,
        String citation,
        String source,
        boolean verified,
        List<Window> windows,
        Optional<ComputeTest> compute,
        List<Deadline> deadlines) {
    /** The standing of a rule. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Standing {
        PROPOSED,
        /** Passed, not in force yet. */
        ENACTED,
        IN_FORCE,
        /** In the books, and announced not to be enforced. */
        NOT_ENFORCED,
        SUSPENDED,
        VOLUNTARY,
        GUIDANCE,
        EXPIRED;

        /** Whether it binds whom it applies to. A rule that is not enforced still does. */
        public boolean binds() {
            return switch (this) {
                case IN_FORCE, NOT_ENFORCED -> true;
                case PROPOSED, ENACTED, SUSPENDED, VOLUNTARY, GUIDANCE, EXPIRED -> false;
            };
        }
    }

    /**
     * A standing for some time.
     *
     * @param from the first day (UTC) of it
     * @param known the day on which that became known: what was decided before is replayed without it
     * @param basis what says so
     */
    public record Window(LocalDate from, Standing standing, LocalDate known, String basis) {}

    /**
     * The compute that a rule asks about.
     *
     * @param limit operations that must be exceeded
     * @param phases which phases count
     * @param parents whether what went into models that it was made from counts too
     */
    public record ComputeTest(double limit, Set<Phase> phases, boolean parents) {}

    /**
     * Something that is due.
     *
     * @param form what is due, in words
     * @param recipient to whom
     * @param after the event from which time runs
     * @param within how long, in hours or calendar days; nothing where a date of each quarter is set
     * @param quarterly days such as {@code --04-15} by which it is due each quarter
     */
    public record Deadline(
            String form, String recipient, Event after, Optional<TemporalAmount> within, List<String> quarterly) {
        public Deadline {
            quarterly = List.copyOf(quarterly);
            if (within.isPresent() != quarterly.isEmpty()) {
                throw new StillwatchException("a deadline has a time within which, or days of the year");
            }
        }
    }

    /** What starts a deadline. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Event {
        INCIDENT_DISCOVERED,
        INCIDENT_DETERMINED,
        /** Discovered, with an imminent risk of death or serious injury. */
        IMMINENT_RISK,
        THRESHOLD_CROSSED,
        LARGE_RUN_OF_FOREIGN_CUSTOMER
    }

    public ReportingRule {
        windows = windows.stream().sorted(Comparator.comparing(Window::from)).toList();
        deadlines = List.copyOf(deadlines);
        if (source.isBlank() || citation.isBlank() || windows.isEmpty()) {
            throw new StillwatchException("rule " + id + " needs its citation, its source and its standing");
        }
    }

    /** How it stood on a day, as far as was known on another; nothing if it was not known then. */
    public Optional<Window> standing(Instant effective, Instant known) {
        LocalDate day = LocalDate.ofInstant(effective, ZoneOffset.UTC);
        LocalDate knownDay = LocalDate.ofInstant(known, ZoneOffset.UTC);
        return windows.stream()
                .filter(window ->
                        !window.known().isAfter(knownDay) && !window.from().isAfter(day))
                .reduce((_, later) -> later);
    }
}
