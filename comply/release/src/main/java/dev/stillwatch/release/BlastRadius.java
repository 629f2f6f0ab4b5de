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
 * @param toBeAsked releases that stop until it is known whether they are in scope; nobody ends those unasked
 * @param untouched releases that are allowed now and stay so
 * @param copiesOut of those affected, for how many keys were handed over: weights that cannot be called back by a key
 */
public record BlastRadius(
        String directive, List<Affected> affected, List<Affected> toBeAsked, int untouched, int copiesOut) {
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
        toBeAsked = List.copyOf(toBeAsked);
    }

    /** Counts. Facts are those that each release was decided on. Pure. */
    public static BlastRadius of(Directive directive, Collection<ReleaseHistory> releases, Instant at) {
        List<Affected> affected = new ArrayList<>();
        List<Affected> toBeAsked = new ArrayList<>();
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
            switch (directive.about(decided.get().facts())) {
                case RuleFinding.Finding.Matched(List<String> unknown) -> affected.add(affected(history, unknown));
                case RuleFinding.Finding.NeedsInfo(List<String> missing) -> toBeAsked.add(affected(history, missing));
                case RuleFinding.Finding.NotMatched _,
                        RuleFinding.Finding.Answered _,
                        RuleFinding.Finding.NotInForce _ -> untouched++;
            }
        }
        int out = (int) affected.stream().filter(each -> each.bytesOut() > 0).count();
        return new BlastRadius(directive.id(), affected, toBeAsked, untouched, out);
    }

    private static Affected affected(ReleaseHistory history, List<String> unknown) {
        ReleaseRequest request = history.request().orElseThrow().request();
        return new Affected(
                history.release(), request.party(), request.model(), request.kind(), unknown, history.bytesReleased());
    }
}
