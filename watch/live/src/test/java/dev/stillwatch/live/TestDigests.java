// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Digests that differ in what a test cares about. */
final class TestDigests {
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    private static final DigestExtractor EXTRACTOR = new DigestExtractor();

    private TestDigests() {}

    /** An exchange of account {@code account} with id {@code id}. */
    static ExchangeDigest of(String account, String id, Instant time) {
        return of(account, Optional.of(id), time);
    }

    static ExchangeDigest of(String account, Optional<String> id, Instant time) {
        return EXTRACTOR.extract(new Exchange(
                id,
                time,
                account,
                Optional.empty(),
                Api.CHAT,
                Optional.of("m-large"),
                new Request(
                        List.of(new Message(Message.Role.USER, "please explain how item " + id + " could work")),
                        Parameters.DEFAULTS,
                        List.of()),
                Optional.empty(),
                Usage.UNKNOWN,
                Client.UNKNOWN,
                Billing.UNKNOWN,
                OptionalInt.of(200),
                Optional.empty()));
    }

    /** The {@code n}-th exchange of a made-up stream: ten accounts, one a second. */
    static ExchangeDigest number(int n) {
        return of("a" + n % 10, "x" + n, START.plusSeconds(n));
    }
}
