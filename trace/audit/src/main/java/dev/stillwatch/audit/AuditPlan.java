// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.ReadingSettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a data set is audited.
 *
 * @param witnesses what is looked at in each row
 * @param pooled what is looked at over the rows of a source
 * @param threads that look at rows, at least 1; they change how fast it is, never what is found
 * @param checkpointBytes of rows after which it is kept how far the audit has come
 */
public record AuditPlan(
        ReadingSettings reading,
        List<Witness> witnesses,
        List<PooledWitness> pooled,
        int threads,
        long checkpointBytes) {
    /** Enough that keeping costs nothing, few enough that a break costs a second or two. */
    public static final long USUAL_CHECKPOINT_BYTES = 64L * 1024 * 1024;

    public AuditPlan {
        Objects.requireNonNull(reading, "reading is null");
        witnesses = List.copyOf(witnesses);
        pooled = List.copyOf(pooled);
        if (pooled.stream().map(PooledWitness::name).distinct().count() < pooled.size()) {
            throw new IllegalArgumentException("two pooled witnesses have the same name");
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("threads is " + threads + ", must be 1 to 256");
        }
        if (checkpointBytes < 1) {
            throw new IllegalArgumentException("checkpointBytes is " + checkpointBytes + ", must be 1 or more");
        }
    }

    /** What is looked at, in words. */
    List<String> titles() {
        return Stream.concat(
                        witnesses.stream().map(Witness::title), pooled.stream().map(PooledWitness::title))
                .toList();
    }

    /** What the result depends on. */
    String fingerprint() {
        return reading.shape().map(Enum::name).orElse("recognised") + "; "
                + reading.sourceField().map(field -> "source " + field).orElse("by file") + "; "
                + reading.maxRowBytes() + "; "
                + Stream.concat(
                                witnesses.stream().map(Witness::version),
                                pooled.stream().map(PooledWitness::version))
                        .collect(Collectors.joining("; "));
    }
}
