// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells which accounts have left the campaigns of their cases: those that two assessments on end no longer count among
 * the members, after this process saw them there. One alone may be chance. Not thread-safe.
 */
final class Departures {
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Set<String>> missing = new HashMap<>();
    private final Map<String, Set<String>> left = new HashMap<>();

    /** Takes the members of each case's campaigns by one assessment; a case that it did not find is begun anew. */
    void assessed(Map<String, Set<String>> found) {
        members.keySet().retainAll(found.keySet());
        missing.keySet().retainAll(found.keySet());
        left.keySet().retainAll(found.keySet());
        found.forEach((caseId, now) -> {
            Set<String> gone = new HashSet<>(left.getOrDefault(caseId, Set.of()));
            gone.addAll(missing.getOrDefault(caseId, Set.of()));
            gone.removeAll(now);
            left.put(caseId, gone);
            Set<String> missed = new HashSet<>(members.getOrDefault(caseId, Set.of()));
            missed.removeAll(now);
            missing.put(caseId, missed);
            members.put(caseId, Set.copyOf(now));
        });
    }

    /** Whether any account has left a case. */
    boolean any(String caseId) {
        return !left.getOrDefault(caseId, Set.of()).isEmpty();
    }

    /** Of some accounts those that have left a case. */
    Set<String> of(String caseId, Set<String> accounts) {
        Set<String> gone = new HashSet<>(left.getOrDefault(caseId, Set.of()));
        gone.retainAll(accounts);
        return gone;
    }
}
