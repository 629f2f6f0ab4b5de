// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.Set;

/**
 * Whom a pack leaves alone.
 *
 * @param id unique in its pack
 * @param rules ids of the rules it exempts from; empty for all
 * @param when the condition
 * @param reason in words
 */
public record Exemption(String id, Set<String> rules, Condition when, String reason) {
    public Exemption {
        rules = Set.copyOf(rules);
    }

    boolean covers(Rule rule) {
        return rules.isEmpty() || rules.contains(rule.id());
    }
}
