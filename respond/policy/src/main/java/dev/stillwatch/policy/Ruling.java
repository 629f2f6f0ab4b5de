// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.time.Instant;
import java.util.List;

/**
 * What all packs say about one set of facts.
 *
 * @param factsHash SHA-256 of the facts' canonical form, in hex
 * @param effectiveAt when it is to hold
 * @param knownAt which packs count: those known by then
 * @param outcomes every rule that was considered, highest priority first
 * @param decisions what is to be done, in the same order: matches of packs that enforce
 * @param warnings what would be done, for a person to see: matches of packs that warn
 */
public record Ruling(
        String factsHash,
        Instant effectiveAt,
        Instant knownAt,
        List<RuleOutcome> outcomes,
        List<Decision> decisions,
        List<Decision> warnings) {
    public Ruling {
        outcomes = List.copyOf(outcomes);
        decisions = List.copyOf(decisions);
        warnings = List.copyOf(warnings);
    }

    /** Facts that some rule in force needs and that are not known; sorted. */
    public List<String> missing() {
        return outcomes.stream()
                .map(RuleOutcome::finding)
                .filter(RuleOutcome.Finding.NeedsInfo.class::isInstance)
                .map(RuleOutcome.Finding.NeedsInfo.class::cast)
                .flatMap(needs -> needs.missing().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
