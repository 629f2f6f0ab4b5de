// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.ingest.RequestBody;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;

/** What every exchange needs and none changes. */
record Surroundings(
        Vertx vertx,
        Upstream upstream,
        ProxyLimits limits,
        Authentication authentication,
        ClientFacts clients,
        Guard guard,
        Optional<ReasoningSeal> seal,
        Optional<Canaries> canaries,
        ExchangeRecorder recorder,
        FailureMode whenBlind,
        boolean passUnknownPaths,
        DigestExtractor extractor,
        RequestBody bodies,
        LargeBodies large,
        GatewayMetrics metrics,
        RequestTraces traces,
        InstantSource clock) {

    Watching watching() {
        return new Watching(
                limits.inspectedBytes(),
                extractor,
                bodies,
                recorder,
                clock,
                () -> metrics.count("uninspected", "why", "too_long"));
    }

    RequestRules rules() {
        return new RequestRules(guard, seal, canaries, recorder::replayed);
    }
}
