// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The signals of others that are known here. Not thread-safe; memory for {@code most} signals.
 *
 * <p>A signal is named by its peer and its id, so that one peer cannot replace another's. A later version takes the place
 * of an earlier one whatever order they come in. Looking up takes constant time for each thing seen, but for prompt
 * patterns, which are compared with every pattern in the book.
 */
public final class SignalBook {
    private final int most;
    private final Map<String, Held> byName = new LinkedHashMap<>();
    private final Map<SharedIndicator, Map<String, Held>> byIndicator = new HashMap<>();
    private final Map<String, Held> templates = new LinkedHashMap<>();
    private int dropped;

    private record Held(String peer, InboundSignal signal) {}

    private record Fitting(Held held, String why) {}

    /** A book of at most {@code most} signals; 1 or more. */
    public SignalBook(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a book holds 1 signal or more, not " + most);
        }
        this.most = most;
    }

    /**
     * Takes what a peer sent.
     *
     * @param peer whose server it came from; one's own name for it
     */
    public void add(String peer, Collection<InboundSignal> signals) {
        for (InboundSignal signal : signals) {
            String name = peer + " " + signal.id();
            Held before = byName.get(name);
            Held held = new Held(peer, signal);
            if (before == null && byName.size() >= most) {
                dropped++;
            } else if (before == null
                    || signal.modified().isAfter(before.signal().modified())) {
                if (before != null) {
                    byIndicator
                            .getOrDefault(before.signal().indicator(), Map.of())
                            .remove(name);
                    templates.remove(name);
                }
                byName.put(name, held);
                byIndicator
                        .computeIfAbsent(signal.indicator(), i -> new LinkedHashMap<>())
                        .put(name, held);
                if (signal.indicator() instanceof SharedIndicator.PromptTemplate) {
                    templates.put(name, held);
                }
            }
        }
    }

    /** Signals that did not fit in; ask for a larger book when it grows. */
    public int dropped() {
        return dropped;
    }

    public int size() {
        return byName.size();
    }

    /** Forgets signals that ended before this time. */
    public void forgetBefore(Instant time) {
        List<String> ended = byName.entrySet().stream()
                .filter(e -> e.getValue().signal().expires().isBefore(time))
                .map(Map.Entry::getKey)
                .toList();
        for (String name : ended) {
            Held held = byName.remove(name);
            templates.remove(name);
            if (held != null) {
                Map<String, Held> alike = byIndicator.getOrDefault(held.signal().indicator(), Map.of());
                alike.remove(name);
                if (alike.isEmpty()) {
                    byIndicator.remove(held.signal().indicator());
                }
            }
        }
    }

    /** Under which keys, and for which months, tokens of local identifiers are worth making: "key-id month". */
    public Set<String> tokenKeys() {
        Set<String> keys = new TreeSet<>();
        byIndicator.keySet().forEach(indicator -> {
            if (indicator instanceof SharedIndicator.Token(KeyedToken token)) {
                keys.add(token.keyId() + " " + token.period());
            }
        });
        return keys;
    }

    /** What the book says of what was seen here, at this time. */
    public SignalReport lookUp(LocalObservation observation, Instant at) {
        List<SignalReport.Finding> findings = new ArrayList<>();
        for (SharedIndicator seen : observation.seen().stream().distinct().toList()) {
            Collection<Fitting> fitting = fitting(seen).values();
            if (!fitting.isEmpty()) {
                findings.add(finding(seen, fitting, at));
            }
        }
        return new SignalReport(findings);
    }

    private Map<String, Fitting> fitting(SharedIndicator seen) {
        Map<String, Fitting> fitting = new LinkedHashMap<>();
        byIndicator
                .getOrDefault(seen, Map.of())
                .forEach((name, held) -> fitting.put(name, new Fitting(held, "the same " + seen.kind())));
        if (seen instanceof SharedIndicator.PromptTemplate(TemplateFingerprint fingerprint)) {
            templates.forEach((name, held) -> {
                if (held.signal().indicator() instanceof SharedIndicator.PromptTemplate(TemplateFingerprint known)
                        && known.resembles(fingerprint)) {
                    String why = "a prompt pattern that differs in " + known.distance(fingerprint) + " of 64 bits";
                    fitting.putIfAbsent(name, new Fitting(held, why));
                }
            });
        }
        return fitting;
    }

    private static SignalReport.Finding finding(SharedIndicator seen, Collection<Fitting> fitting, Instant at) {
        List<SignalReport.Match> applies = new ArrayList<>();
        List<InboundSignal> expired = new ArrayList<>();
        List<InboundSignal> revoked = new ArrayList<>();
        fitting.forEach(fits -> {
            InboundSignal signal = fits.held().signal();
            if (signal.revoked()) {
                revoked.add(signal);
            } else if (signal.inForce(at)) {
                applies.add(new SignalReport.Match(fits.held().peer(), signal, fits.why()));
            } else {
                expired.add(signal);
            }
        });
        applies.sort(Comparator.comparingInt(
                        (SignalReport.Match m) -> m.signal().confidence().orElse(-1))
                .reversed());
        return new SignalReport.Finding(seen, applies, expired, revoked);
    }
}
