// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules, and what follows from them. Pure: the same rules, events and times give the same obligations in a year.
 *
 * @param version of the rules, for replay
 * @param rules by the order of the file
 */
public record RuleBook(String version, List<ReportingRule> rules) {
    public RuleBook {
        rules = List.copyOf(rules);
        Set<String> ids = new HashSet<>();
        for (ReportingRule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new StillwatchException("two rules have the id " + rule.id());
            }
        }
    }

    /** The rules that ship, as research of 21 November 2026 had them. */
    public static RuleBook shipped() {
        try (InputStream in = RuleBook.class.getResourceAsStream("rules.json")) {
            if (in == null) {
                throw new IllegalStateException("rules.json is not in the jar");
            }
            return FilingJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), RuleBook.class, "rules.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rule of an id. */
    public Optional<ReportingRule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /**
     * Everything that an incident makes due, whatever the standing of the rules, the earliest first.
     *
     * @param known as of when rules are known
     */
    public List<Obligation> of(Incident incident, Instant known) {
        return due(
                rule -> {
                    List<At> events = new ArrayList<>();
                    events.add(new At(ReportingRule.Event.INCIDENT_DISCOVERED, incident.discovered()));
                    incident.determined()
                            .ifPresent(at -> events.add(new At(ReportingRule.Event.INCIDENT_DETERMINED, at)));
                    if (incident.imminentRisk()) {
                        events.add(new At(ReportingRule.Event.IMMINENT_RISK, incident.discovered()));
                    }
                    return events;
                },
                incident.id(),
                known);
    }

    /** Everything that is due because a model exceeds the limit of a rule; each rule at its own time. */
    public List<Obligation> of(List<Crossing> crossings, String model, Instant known) {
        return due(
                rule -> crossings.stream()
                        .filter(crossing -> crossing.rule().equals(rule.id()))
                        .map(crossing -> new At(ReportingRule.Event.THRESHOLD_CROSSED, crossing.at()))
                        .toList(),
                model,
                known);
    }

    /** Everything that is due because a foreign customer trains a large model. */
    public List<Obligation> ofLargeRun(String customer, Instant learnt, Instant known) {
        return due(_ -> List.of(new At(ReportingRule.Event.LARGE_RUN_OF_FOREIGN_CUSTOMER, learnt)), customer, known);
    }

    /** That a rule's limit is exceeded from a time on. */
    public record Crossing(String rule, Instant at) {}

    private record At(ReportingRule.Event event, Instant at) {}

    private interface Events {
        List<At> of(ReportingRule rule);
    }

    private List<Obligation> due(Events events, String subject, Instant known) {
        return rules.stream()
                .flatMap(rule -> events.of(rule).stream().flatMap(at -> due(rule, at, subject, known)))
                .sorted(Comparator.comparing(Obligation::due)
                        .thenComparing(Obligation::rule)
                        .thenComparing(Obligation::form))
                .toList();
    }

    private static Stream<Obligation> due(ReportingRule rule, At event, String subject, Instant known) {
        return rule.standing(event.at, known).stream()
                .flatMap(window -> rule.deadlines().stream()
                        .filter(deadline -> deadline.after() == event.event)
                        .map(deadline -> new Obligation(
                                rule.id(),
                                deadline.form(),
                                deadline.recipient(),
                                subject,
                                event.event,
                                event.at,
                                due(deadline, event.at),
                                window.standing(),
                                rule.source())));
    }

    private static Instant due(ReportingRule.Deadline deadline, Instant anchor) {
        ZonedDateTime from = anchor.atZone(ZoneOffset.UTC);
        return deadline.within()
                .map(within -> from.plus(within).toInstant())
                .orElseGet(() -> nextQuarter(deadline.quarterly(), from));
    }

    /** The end, in Washington, of the first of these days after a time. */
    private static Instant nextQuarter(List<String> days, ZonedDateTime after) {
        ZoneId washington = ZoneId.of("America/New_York");
        return Stream.of(after.getYear(), after.getYear() + 1)
                .flatMap(year -> days.stream().map(day -> MonthDay.parse(day).atYear(year)))
                .map(day -> day.plusDays(1).atStartOfDay(washington).toInstant())
                .filter(end -> end.isAfter(after.toInstant()))
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
