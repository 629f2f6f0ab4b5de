// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.gateway.ExchangeRecorder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was recorded. */
final class RecordingRecorder implements ExchangeRecorder {
    final List<ExchangeDigest> digests = new CopyOnWriteArrayList<>();
    final List<Exchange> watched = new CopyOnWriteArrayList<>();
    volatile Optional<String> trouble = Optional.empty();
    volatile Runnable onRecord = () -> {};

    @Override
    public void record(ExchangeDigest digest) {
        onRecord.run();
        digests.add(digest);
    }

    @Override
    public void watched(Exchange exchange) {
        watched.add(exchange);
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }
}
