// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Accounts that all send equally many exchanges, evenly over some hours, with prompts of 5 to 60 words.
 *
 * @param identified whether exchanges have ids, by which copies are recognised
 */
record MadeTraffic(int accounts, int each, Duration over, boolean identified) {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final String[] WORDS =
            "please explain how my garden engine invoice letter recipe holiday budget poem window table could work"
                    .split(" ");

    long exchanges() {
        return (long) accounts * each;
    }

    /** Hands over all digests in order of time; the same for the same settings. */
    void forEach(Consumer<ExchangeDigest> taker) {
        DigestExtractor extractor = new DigestExtractor();
        Random random = new Random(31);
        for (int number = 0; number < each; number++) {
            Instant time = START.plus(over.multipliedBy(number).dividedBy(each));
            for (int account = 0; account < accounts; account++) {
                taker.accept(extractor.extract(exchange(account, number, time, random)));
            }
        }
    }

    private Exchange exchange(int account, int number, Instant time, Random random) {
        StringBuilder prompt = new StringBuilder();
        for (int words = 5 + random.nextInt(56); words > 0; words--) {
            prompt.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return new Exchange(
                identified ? Optional.of("x" + account + "-" + number) : Optional.empty(),
                time,
                "acct-" + (1_000_000_000L + account),
                Optional.empty(),
                Api.CHAT,
                Optional.of("m-large"),
                new Request(List.of(new Message(Message.Role.USER, prompt.toString())), Parameters.DEFAULTS, List.of()),
                Optional.empty(),
                new Usage(OptionalLong.of(40), OptionalLong.of(300), OptionalLong.empty()),
                new Client(
                        Optional.of("203.0.113." + account % 250),
                        OptionalLong.of(64_500 + account % 90),
                        Optional.empty(),
                        Optional.of("OpenAI/Python 2.8.0"),
                        Optional.of("t13d1812h1_85036bcba153_375ca2c5e164")),
                new Billing(Optional.of("pay-" + account), Optional.empty(), Optional.empty()),
                OptionalInt.of(200),
                Optional.empty());
    }
}
