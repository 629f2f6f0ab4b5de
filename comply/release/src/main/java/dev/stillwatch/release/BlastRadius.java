// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.parties.PartyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whom a directive would touch, before it does.
 *
 * @param affected releases that it ends, in the order of the releases
 * @param untouched releases that are allowed now and stay so
 * @param copiesOut of those affected, for how many keys were handed over: weights that cannot be called back by a key
 */
public record BlastRadius(String directive, List<Affected> affected, int untouched, int copiesOut) {
    /**
     * A release that would end.
     *
     * @param unknown what was not known and counts as in scope; empty where it is certain
     * @param bytesOut that keys were handed over for
     */
    public record Affected(
            String release, PartyId party, String model, ReleaseKind kind, List<String> unknown, long bytesOut) {
        public Affected {
            unknown = List.copyOf(unknown);
        }
    }

    public BlastRadius {
        affected = List.copyOf(affected);
    }

    /** Counts. Facts are those that each release was decided on. Pure. */
    public static BlastRadius of(Directive directive, Collection<ReleaseHistory> releases, Instant at) {
        List<Affected> affected = new ArrayList<>();
        int untouched = 0;
        for (ReleaseHistory history : releases) {
            Optional<ReleaseEvent.Decided> decided = history.decision();
            boolean stands = history.recalled().isEmpty()
                    && decided.filter(each -> each.decision().allowsAt(at)).isPresent();
            // Keys stay out when a decision expires: whoever holds weights is touched as long as they are not gone.
            boolean holds = history.bytesReleased() > 0 && history.destroyed().isEmpty();
            if (decided.isEmpty() || !(stands || holds)) {
                continue;
            }
            if (directive.about(decided.get().facts()) instanceof RuleFinding.Finding.Matched(List<String> unknown)) {
                ReleaseRequest request = history.request().orElseThrow().request();
                affected.add(new Affected(
                        history.release(),
                        request.party(),
                        request.model(),
                        request.kind(),
                        unknown,
                        history.bytesReleased()));
            } else {
                untouched++;
            }
        }
        int out = (int) affected.stream().filter(each -> each.bytesOut() > 0).count();
        return new BlastRadius(directive.id(), affected, untouched, out);
    }
}
