// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/**
 * Some consecutive records of one input, read but not yet parsed.
 *
 * <p>Immutable: parsing may happen on any thread, and more than once with the same result.
 */
public interface RecordBatch {

    /** Parses every record in order; throws nothing but what {@code sink} throws. */
    void parse(OutcomeSink sink);
}
