// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.InForce;
import dev.stillwatch.policy.Countermeasure;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which accounts of a campaign something is being done about. Looks again when anything in the store has changed, and
 * twice a minute in any case, as actions begin and end by the clock. Thread-safe.
 */
final class ActedOn {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 16;

    private record Looked(long revision, String sha256, Instant at, BitSet accounts) {}

    private final CaseStore store;
    private final Map<String, Looked> kept = new LinkedHashMap<>(16, 0.75f, true);

    ActedOn(CaseStore store) {
        this.store = store;
    }

    /** Positions of the accounts for which more than watching is in force. */
    BitSet of(CaseReading reading, Instant now) {
        long revision = store.revision();
        synchronized (kept) {
            Looked looked = kept.get(reading.id());
            if (looked != null
                    && looked.revision == revision
                    && looked.sha256.equals(reading.sha256())
                    && !now.isBefore(looked.at)
                    && now.isBefore(looked.at.plus(LOOK_AGAIN))) {
                return looked.accounts;
            }
        }
        BitSet accounts = look(reading, now);
        synchronized (kept) {
            kept.put(reading.id(), new Looked(revision, reading.sha256(), now, accounts));
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return accounts;
    }

    private BitSet look(CaseReading reading, Instant now) {
        Set<String> names = new HashSet<>();
        for (InForce action : store.inForceOnMembers(reading.id(), now)) {
            if (!(action.countermeasure() instanceof Countermeasure.Observe)) {
                names.add(action.account());
            }
        }
        BitSet accounts = new BitSet();
        if (!names.isEmpty()) {
            List<String> all = reading.campaign().accounts();
            for (int i = 0; i < all.size(); i++) {
                accounts.set(i, names.contains(all.get(i)));
            }
        }
        return accounts;
    }
}
