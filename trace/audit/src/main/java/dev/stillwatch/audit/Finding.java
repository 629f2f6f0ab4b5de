// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.Place;
import dev.stillwatch.corpus.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A row and what speaks for a model having written it.
 *
 * @param span its bytes; empty for Parquet
 * @param source it belongs to
 */
public record Finding(Place place, Optional<Span> span, String source, List<Evidence> evidence) {

    public Finding {
        Objects.requireNonNull(place, "place is null");
        Objects.requireNonNull(span, "span is null");
        Objects.requireNonNull(source, "source is null");
        evidence = List.copyOf(evidence);
    }

    /** The strength of the strongest evidence; 0 without any. */
    public double strength() {
        return evidence.stream().mapToDouble(Evidence::strength).max().orElse(0);
    }

    /** The families that the evidence points to, sorted. */
    public List<String> families() {
        TreeSet<String> families = new TreeSet<>();
        evidence.forEach(each -> each.family().ifPresent(families::add));
        return List.copyOf(families);
    }
}
