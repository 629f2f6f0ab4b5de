// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.speed;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/**
 * How much heap a summary takes for each account, account names and tables included.
 *
 * <p>Prompts are of 5 to 60 words, 26 of which are kept on average; everything a log can tell about client and billing
 * is there, and the address changes every fourth exchange.
 */
final class AccountHeap {
    private static final long EXCHANGES = 400_000;
    private static final String[] WORDS =
            "please explain how my garden engine invoice letter recipe holiday budget poem window table could work"
                    .split(" ");

    private AccountHeap() {}

    /** Bytes for an account of so many exchanges, for each of {@code volumes}. */
    static List<Long> measured(List<Integer> volumes) {
        List<Long> bytes = new ArrayList<>();
        for (int volume : volumes) {
            int accounts = Math.clamp(EXCHANGES / volume, 2_000, 100_000);
            bytes.add(measured(accounts, volume));
        }
        return bytes;
    }

    private static long measured(int accounts, int volume) {
        DigestExtractor extractor = new DigestExtractor();
        long before = used();
        TrafficSummary summary = new TrafficSummary();
        try {
            Random random = new Random(1);
            for (int n = 0; n < volume; n++) {
                for (int a = 0; a < accounts; a++) {
                    summary.observe(extractor.extract(exchange(a, n, random)));
                }
            }
            return (used() - before) / accounts;
        } finally {
            Reference.reachabilityFence(summary);
        }
    }

    private static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    static Exchange exchange(int account, int number, Random random) {
        StringBuilder prompt = new StringBuilder();
        for (int words = 5 + random.nextInt(56); words > 0; words--) {
            prompt.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        Instant time = Instant.parse("2026-11-02T00:00:00Z").plusSeconds(random.nextInt(604_800));
        return new Exchange(
                Optional.of("x" + account + "-" + number),
                time,
                "acct-" + (1_000_000_000L + account),
                account % 10 == 0 ? Optional.of("org-" + account % 1_000) : Optional.empty(),
                Api.CHAT,
                Optional.of("m-large"),
                new Request(List.of(new Message(Message.Role.USER, prompt.toString())), Parameters.DEFAULTS, List.of()),
                Optional.empty(),
                new Usage(OptionalLong.of(40), OptionalLong.of(300), OptionalLong.empty()),
                new Client(
                        Optional.of("203.0." + number / 4 + "." + account % 250),
                        OptionalLong.of(64_500 + account % 90),
                        Optional.empty(),
                        Optional.of("OpenAI/Python 2.8.0"),
                        Optional.of("t13d1812h1_85036bcba153_375ca2c5e164")),
                new Billing(Optional.of("pay-" + account), Optional.empty(), Optional.of(time.minusSeconds(9_000_000))),
                OptionalInt.of(200),
                Optional.empty());
    }
}
