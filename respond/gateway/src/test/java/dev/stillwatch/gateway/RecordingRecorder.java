// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was recorded. */
final class RecordingRecorder implements ExchangeRecorder {
    final List<ExchangeDigest> digests = new CopyOnWriteArrayList<>();
    final List<Exchange> watched = new CopyOnWriteArrayList<>();
    final List<String> replayers = new CopyOnWriteArrayList<>();
    volatile Optional<String> trouble = Optional.empty();

    @Override
    public void record(ExchangeDigest digest) {
        digests.add(digest);
    }

    @Override
    public void watched(Exchange exchange) {
        watched.add(exchange);
    }

    @Override
    public void replayed(String account) {
        replayers.add(account);
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }
}
