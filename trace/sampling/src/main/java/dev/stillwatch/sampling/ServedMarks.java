// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.marks.MarkedSampler;
import dev.stillwatch.registry.RegisteredMark;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The samplers of the marks that are served now, kept so that a token costs no look into the registry.
 *
 * <p>What was looked up counts for a few seconds, so that a rotated key is in use soon after. Thread-safe; a sampler
 * takes 130 kB with SynthID-Text and 4 MB with KGW's self-hash, and at most 256 are kept.
 */
public final class ServedMarks {
    private static final int MOST = 256;
    private static final int MOST_NAMES = 4096;

    /** Finds the mark for a reply, in the registry. */
    @FunctionalInterface
    public interface Lookup {
        /** The mark of the cohort, else of the tenant, else of everybody. */
        Optional<RegisteredMark> serving(String model, String tenant, String cohort, Instant at);
    }

    /** A mark with its sampler. */
    record Served(RegisteredMark mark, MarkedSampler sampler) {}

    private record Found(Optional<RegisteredMark> mark, Instant at) {}

    private final Lookup lookup;
    private final Duration fresh;
    private final InstantSource clock;
    private final Map<SampleRequest.Whose, Found> found = bounded(MOST_NAMES);
    private final Map<String, Served> samplers = bounded(MOST);

    /** @param fresh how long a mark that was looked up is served without looking again */
    public ServedMarks(Lookup lookup, Duration fresh, InstantSource clock) {
        this.lookup = lookup;
        this.fresh = fresh;
        this.clock = clock;
    }

    /** The mark of a tenant or cohort; empty if there is none, and then nothing may be sampled. */
    synchronized Optional<Served> of(SampleRequest.Whose whose) {
        Instant now = clock.instant();
        Found last = found.get(whose);
        if (last == null || !now.isBefore(last.at().plus(fresh))) {
            last = new Found(lookup.serving(whose.model(), whose.tenant(), whose.cohort(), now), now);
            found.put(whose, last);
        }
        return last.mark().map(this::sampler);
    }

    private Served sampler(RegisteredMark mark) {
        Served kept = samplers.get(mark.label());
        if (kept == null || !kept.mark().key().equals(mark.key())) {
            kept = new Served(mark, mark.use().scheme().sampler(mark.key()));
            samplers.put(mark.label(), kept);
        }
        return kept;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
