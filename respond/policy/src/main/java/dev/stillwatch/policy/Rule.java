// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * What follows when facts are of a kind.
 *
 * @param id unique in its pack
 * @param priority higher ones win over lower ones with a countermeasure of the same kind
 * @param when the condition
 * @param then what is done
 * @param lasting for how long at most, longer than zero; no longer than its pack applies
 * @param needsApproval whether a person has to agree first
 * @param appliesWhenUnknown whether it also holds when the condition depends on facts that are not known
 * @param reason in words, safe to show to the account's holder
 * @param citation the passage it rests on
 */
public record Rule(
        String id,
        int priority,
        Condition when,
        Countermeasure then,
        Duration lasting,
        boolean needsApproval,
        boolean appliesWhenUnknown,
        String reason,
        Optional<String> citation) {}
