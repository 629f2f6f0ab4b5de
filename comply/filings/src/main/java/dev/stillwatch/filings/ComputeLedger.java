// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All compute that was spent on models and is planned, summed up as each rule counts. Pure.
 */
public final class ComputeLedger {
    private final List<ComputeEntry> entries;
    private final Map<String, Set<String>> parents;

    /**
     * @param parents for each model those that it was made from
     * @throws StillwatchException if two entries have one id, or models are made from each other
     */
    public ComputeLedger(Collection<ComputeEntry> entries, Map<String, Set<String>> parents) {
        this.entries = List.copyOf(entries);
        this.parents = Map.copyOf(parents);
        Set<String> ids = new HashSet<>();
        for (ComputeEntry entry : entries) {
            if (!ids.add(entry.id())) {
                throw new StillwatchException("two entries of compute have the id " + entry.id());
            }
        }
        for (String model : parents.keySet()) {
            if (ancestors(model).contains(model)) {
                throw new StillwatchException("model " + model + " is made from itself, over others");
            }
        }
    }

    private Set<String> ancestors(String model) {
        Set<String> all = new TreeSet<>();
        List<String> open = new ArrayList<>(parents.getOrDefault(model, Set.of()));
        while (!open.isEmpty()) {
            String parent = open.removeLast();
            if (all.add(parent)) {
                open.addAll(parents.getOrDefault(parent, Set.of()));
            }
        }
        return all;
    }

    /** Entries that count for a model under a rule's test. A model that it was made from twice over counts once. */
    private List<ComputeEntry> counted(String model, ReportingRule.ComputeTest test) {
        Set<String> models = new HashSet<>(Set.of(model));
        if (test.parents()) {
            models.addAll(ancestors(model));
        }
        return entries.stream()
                .filter(entry -> models.contains(entry.model()) && test.phases().contains(entry.phase()))
                .toList();
    }

    /** What had gone into a model by a time, as a rule counts; what is planned counts as it will have been spent. */
    public Operations spent(String model, ReportingRule.ComputeTest test, Instant by) {
        return counted(model, test).stream().map(entry -> entry.before(by)).reduce(Operations.NONE, Operations::plus);
    }

    /** How that compares with the rule's limit. */
    public Threshold compared(String model, ReportingRule rule, ReportingRule.ComputeTest test, Instant by) {
        Operations spent = spent(model, test, by);
        return new Threshold(rule.id(), test.limit(), spent, spent.against(test.limit()));
    }

    /**
     * When a rule's limit will first be exceeded, as planned.
     *
     * @param likely by the likely figures
     * @param soonest by the upper bounds
     */
    public record Forecast(String model, String rule, Optional<Instant> soonest, Optional<Instant> likely) {}

    /**
     * Looks ahead. Compute of an entry is taken to go on evenly.
     *
     * @param until how far: rules ask for what is planned within six months
     */
    public Forecast forecast(
            String model, ReportingRule rule, ReportingRule.ComputeTest test, Instant from, Instant until) {
        return new Forecast(
                model, rule.id(), first(model, test, from, until, true), first(model, test, from, until, false));
    }

    private Optional<Instant> first(
            String model, ReportingRule.ComputeTest test, Instant from, Instant until, boolean upper) {
        if (!exceeds(model, test, until, upper)) {
            return Optional.empty();
        }
        long low = from.toEpochMilli();
        long high = until.toEpochMilli();
        if (exceeds(model, test, from, upper)) {
            return Optional.of(from);
        }
        // What is spent never shrinks, so the first time can be halved down to.
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (exceeds(model, test, Instant.ofEpochMilli(middle), upper)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Optional.of(Instant.ofEpochMilli(high));
    }

    private boolean exceeds(String model, ReportingRule.ComputeTest test, Instant by, boolean upper) {
        Operations spent = spent(model, test, by);
        return (upper ? spent.high() : spent.mid()) > test.limit();
    }

    /** Entries whose ways of counting contradict each other. */
    public List<ComputeEntry> contradicted() {
        return entries.stream().filter(ComputeEntry::contradicted).toList();
    }
}
