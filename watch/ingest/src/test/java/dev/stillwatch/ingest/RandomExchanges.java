// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Response;
import dev.stillwatch.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/** Exchanges of every shape, the same for the same seed. */
final class RandomExchanges {
    private static final String[] ALPHABET = {
        "a", "Z", "0", " ", "\n", "\t", "\"", "\\", "/", "{", "}", "[", "é", "中", "\u0000", "\u2028", "😀", "'", ":",
        ","
    };

    private final RandomGenerator random;

    RandomExchanges(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    Exchange next() {
        return new Exchange(
                maybe(this::name),
                time(),
                name(),
                maybe(this::name),
                pick(Api.values()),
                maybe(this::name),
                new Request(
                        Stream.generate(() -> new Message(pick(Role.values()), text(40)))
                                .limit(random.nextInt(5))
                                .toList(),
                        parameters(),
                        Stream.generate(this::name).limit(random.nextInt(3)).toList()),
                maybe(() -> new Response(
                        text(60), maybe(this::name), random.nextInt(3) * random.nextInt(2), maybe(this::name))),
                new Usage(count(), count(), count()),
                new Client(
                        maybe(this::name),
                        coin() ? OptionalLong.of(random.nextLong(1L << 32)) : OptionalLong.empty(),
                        maybe(() -> pick("US", "DE", "CN")),
                        maybe(this::name),
                        maybe(this::name)),
                new Billing(maybe(this::name), maybe(this::name), maybe(this::time)),
                coin() ? OptionalInt.of(random.nextInt(100, 600)) : OptionalInt.empty(),
                maybe(() -> Duration.ofNanos(random.nextLong(100_000_000_000L))));
    }

    private Parameters parameters() {
        return new Parameters(
                coin() ? OptionalDouble.of(random.nextDouble() * 2) : OptionalDouble.empty(),
                coin() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
                coin() ? OptionalInt.of(random.nextInt(1, 9)) : OptionalInt.empty(),
                coin() ? OptionalInt.of(random.nextInt(1, Integer.MAX_VALUE)) : OptionalInt.empty(),
                coin(),
                coin() ? OptionalInt.of(random.nextInt(20)) : OptionalInt.empty(),
                coin() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty(),
                coin(),
                maybe(this::name),
                maybe(this::name));
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextLong(1_420_070_400L, 4_102_444_800L), random.nextInt(1_000_000_000));
    }

    private OptionalLong count() {
        return coin() ? OptionalLong.of(random.nextLong(1L << 40)) : OptionalLong.empty();
    }

    private String name() {
        return "n" + text(12);
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            text.append(pick(ALPHABET));
        }
        return text.toString();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return coin() ? Optional.of(value.get()) : Optional.empty();
    }

    @SafeVarargs
    private final <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    private boolean coin() {
        return random.nextBoolean();
    }
}
