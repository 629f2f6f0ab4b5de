// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.gateway.Listening;
import dev.stillwatch.ingest.IngestSettings;
import java.util.Objects;

/**
 * How exporters of OpenTelemetry are answered.
 *
 * @param listening this machine's own address, or TLS
 * @param secret that exporters give in a header
 * @param reading which attributes say whose a model call is
 * @param workers threads that read batches, 1 or more
 * @param waiting batches that wait for a worker, 1 or more; exporters are told to try others again
 */
public record OtlpSettings(
        Listening listening, SharedSecret secret, HttpLimits limits, IngestSettings reading, int workers, int waiting) {
    public OtlpSettings {
        Objects.requireNonNull(listening, "listening is null");
        Objects.requireNonNull(secret, "secret is null");
        Objects.requireNonNull(limits, "limits is null");
        Objects.requireNonNull(reading, "reading is null");
        if (workers < 1 || waiting < 1) {
            throw new IllegalArgumentException("workers and waiting must be 1 or more");
        }
    }
}
