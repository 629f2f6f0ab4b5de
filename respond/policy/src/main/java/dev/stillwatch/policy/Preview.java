// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.detect.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Whom packs would touch, counted over accounts seen in the past. Names no account.
 *
 * @param accounts how many were looked at
 * @param rules of the packs that were tried, highest priority first
 * @param changes by kind of countermeasure: who has it under the packs in use, and who would
 * @param benignHit accounts without the verdict distillation that would notice something
 * @param missing how many accounts lack a fact that a rule in force needs, by fact
 */
public record Preview(
        long accounts, List<RuleCount> rules, List<Change> changes, long benignHit, Map<String, Long> missing) {
    public Preview {
        rules = List.copyOf(rules);
        changes = List.copyOf(changes);
        missing = Map.copyOf(missing);
    }

    /**
     * How often a rule matched.
     *
     * @param matched accounts by verdict
     * @param needsApproval whether a person has to agree first
     * @param needsInfo accounts for which it depends on what is not known
     * @param exempt accounts that an exemption covers
     * @param outranked accounts for which a rule of higher priority counts instead
     * @param assumed of those matched, accounts for which unknown facts were taken to speak for it
     */
    public record RuleCount(
            String pack,
            String rule,
            Countermeasure countermeasure,
            PackMode mode,
            boolean needsApproval,
            Map<Verdict, Long> matched,
            long needsInfo,
            long exempt,
            long outranked,
            long assumed) {
        public RuleCount {
            matched = Map.copyOf(matched);
        }

        /** Accounts of any verdict. */
        public long total() {
            return matched.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * What changes for accounts.
     *
     * @param countermeasure its label
     * @param before accounts under it with the packs in use
     * @param after accounts under it with the packs that were tried as well
     * @param gained accounts newly under it
     * @param lost accounts no longer under it
     */
    public record Change(String countermeasure, long before, long after, long gained, long lost) {}
}
