// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An exchange while a parser collects it; every format fills the same draft. Not thread-safe. */
final class ExchangeDraft {
    private static final Duration LONGEST = Duration.ofDays(366);

    Optional<String> id = Optional.empty();
    Optional<Instant> time = Optional.empty();
    Optional<String> account = Optional.empty();
    Optional<String> organisation = Optional.empty();
    Api api = Api.CHAT;
    Optional<String> model = Optional.empty();
    RequestReader request = new RequestReader();
    ResponseReader response = new ResponseReader();
    UsageReader usage = new UsageReader();
    Client client = Client.UNKNOWN;
    Billing billing = Billing.UNKNOWN;
    OptionalInt status = OptionalInt.empty();
    Optional<Duration> latency = Optional.empty();

    /** The finished exchange. Time and account must be there. */
    Exchange exchange() {
        return new Exchange(
                id,
                time.orElseThrow(),
                account.orElseThrow(),
                organisation,
                api,
                model.or(request::model),
                request.request(),
                response.response(),
                usage.usage(response.usage),
                client,
                billing,
                status,
                latency);
    }

    static OptionalInt status(OptionalLong code) {
        return Scalars.between(code, 100, 599);
    }

    /** The latency, where it is one that {@link #latency(Duration)} takes. */
    static Optional<Duration> latency(OptionalDouble millis) {
        OptionalDouble sound = Scalars.between(millis, 0, (double) LONGEST.toMillis());
        return sound.isPresent() ? latency(Duration.ofNanos(Math.round(sound.getAsDouble() * 1e6))) : Optional.empty();
    }

    /** A duration of up to a year; anything else comes from broken clocks and is no latency. */
    static Optional<Duration> latency(Duration duration) {
        return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(duration);
    }

    static OptionalLong asn(OptionalLong number) {
        return number.isPresent() && (number.getAsLong() < 0 || number.getAsLong() > 0xFFFF_FFFFL)
                ? OptionalLong.empty()
                : number;
    }

    /** An ISO 3166-1 alpha-2 code, in capitals. */
    static Optional<String> country(Optional<String> code) {
        return code.filter(c -> c.length() == 2 && Character.isLetter(c.charAt(0)) && Character.isLetter(c.charAt(1)))
                .map(c -> c.toUpperCase(Locale.ROOT));
    }
}
