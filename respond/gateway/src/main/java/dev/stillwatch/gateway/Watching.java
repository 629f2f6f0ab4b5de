// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.ingest.RequestBody;
import java.time.InstantSource;

/**
 * What it takes to see exchanges, whichever way they come in.
 *
 * @param inspectedBytes longest request body that is read; longer ones count without their text
 * @param uninspected told of each request that was too long to be read; must be quick
 */
public record Watching(
        int inspectedBytes,
        DigestExtractor extractor,
        RequestBody bodies,
        ExchangeRecorder recorder,
        InstantSource clock,
        Runnable uninspected) {}
