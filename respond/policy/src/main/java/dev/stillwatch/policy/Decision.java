// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a pack of rules says about one set of facts. Replayable: the same pack version and facts give the same decision.
 *
 * @param pack id of the pack
 * @param version version of the pack
 * @param rule id of the rule that matched
 * @param countermeasure what is to be done
 * @param lasting how long, from when it takes effect; longer than zero
 * @param needsApproval whether a person has to agree before it takes effect
 * @param reason in words, safe to show to the account's holder: no prompt text, keys or personal data
 * @param factsHash SHA-256, in hex, of the facts' canonical form
 * @param decidedAt when the decision was taken
 */
public record Decision(
        String pack,
        String version,
        String rule,
        Countermeasure countermeasure,
        Duration lasting,
        boolean needsApproval,
        String reason,
        String factsHash,
        Instant decidedAt) {
    public Decision {
        Objects.requireNonNull(pack, "pack is null");
        Objects.requireNonNull(version, "version is null");
        Objects.requireNonNull(rule, "rule is null");
        Objects.requireNonNull(countermeasure, "countermeasure is null");
        Objects.requireNonNull(reason, "reason is null");
        Objects.requireNonNull(factsHash, "factsHash is null");
        Objects.requireNonNull(decidedAt, "decidedAt is null");
        if (!lasting.isPositive()) {
            throw new IllegalArgumentException("lasting is " + lasting + ", must be longer than zero");
        }
    }
}
