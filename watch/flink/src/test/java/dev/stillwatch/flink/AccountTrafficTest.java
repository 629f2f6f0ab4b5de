// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficSummary;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What is kept of accounts, one task in this process; each exchange moves event time on to its own. */
class AccountTrafficTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final JobSettings SETTINGS = new JobSettings(
            KafkaAccess.open("none"),
            "exchanges",
            "accounts",
            "campaigns",
            "assessments",
            "test",
            Duration.ofDays(1),
            Duration.ofDays(28),
            Duration.ofDays(1),
            Duration.ZERO,
            1,
            0);

    private static ExchangeDigest digest(String account, Optional<String> id, Duration after) {
        return new DigestExtractor()
                .extract(new Exchange(
                        id,
                        START.plus(after),
                        account,
                        Optional.empty(),
                        Api.CHAT,
                        Optional.of("m-large"),
                        new Request(
                                List.of(new Message(Message.Role.USER, "please explain how item " + id + " works")),
                                Parameters.DEFAULTS,
                                List.of()),
                        Optional.empty(),
                        Usage.UNKNOWN,
                        Client.UNKNOWN,
                        Billing.UNKNOWN,
                        OptionalInt.of(200),
                        Optional.empty()));
    }

    static ExchangeDigest digest(String account, int id, Duration after) {
        return digest(account, Optional.of("id-" + id), after);
    }

    /** Hands on the time of every exchange at once. */
    private static final class EachTime implements WatermarkGenerator<KeyedDigest> {
        private long latest = Long.MIN_VALUE;

        @Override
        public void onEvent(KeyedDigest event, long timeMillis, WatermarkOutput output) {
            latest = Math.max(latest, timeMillis);
            output.emitWatermark(new Watermark(latest));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Each exchange says it.
        }
    }

    /** How many exchanges of an account it hands out for a day's end. */
    private record Seen(String account, long day, long exchanges) {}

    private static List<Seen> seen(ExchangeDigest... digests) throws Exception {
        return summaries(digests).stream().map(AccountTrafficTest::seen).toList();
    }

    private static List<AccountSummary> summaries(ExchangeDigest... digests) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        List<KeyedDigest> stream = Arrays.stream(digests)
                .map(each -> new KeyedDigest(each.account(), each.time().toEpochMilli(), DigestCodec.encode(each)))
                .toList();
        return environment
                .fromData(TypeInformation.of(KeyedDigest.class), stream.toArray(KeyedDigest[]::new))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<KeyedDigest>forGenerator(_ -> new EachTime())
                        .withTimestampAssigner((digest, _) -> digest.timeMillis()))
                .keyBy(KeyedDigest::account)
                .transform(
                        "accounts",
                        TypeInformation.of(AccountSummary.class),
                        new AccountOperator(new AccountTraffic(SETTINGS), 1))
                .executeAndCollect(1_000);
    }

    private static Seen seen(AccountSummary summary) {
        return new Seen(
                summary.account(),
                Duration.between(START, Instant.ofEpochMilli(summary.untilMillis()))
                        .toDays(),
                summary.gone() ? 0 : StoredTraffic.summary(summary.traffic()).exchanges());
    }

    @Test
    void exchanges_areHandedOutForTheEndOfTheirDay_andNothingOnDaysWithoutAny() throws Exception {
        assertThat(seen(
                        digest("a", 1, Duration.ofHours(1)),
                        digest("a", 2, Duration.ofHours(2)),
                        digest("a", 3, Duration.ofHours(30)),
                        digest("b", 4, Duration.ofHours(120))))
                .containsExactlyInAnyOrder(new Seen("a", 1, 2), new Seen("a", 2, 3), new Seen("b", 6, 1));
    }

    @Test
    void exchange_thatIsLate_isInTheNextAssessment() throws Exception {
        assertThat(seen(
                        digest("a", 1, Duration.ofHours(1)),
                        digest("b", 2, Duration.ofHours(30)),
                        digest("a", 3, Duration.ofHours(2)),
                        digest("b", 4, Duration.ofHours(50))))
                .containsExactlyInAnyOrder(
                        new Seen("a", 1, 1), new Seen("a", 2, 2), new Seen("b", 2, 1), new Seen("b", 3, 2));
    }

    @Test
    void exchange_thatComesTwice_countsOnce_unlessNothingTellsThatItIsTheSame() throws Exception {
        assertThat(seen(
                        digest("a", 1, Duration.ofHours(1)),
                        digest("a", 1, Duration.ofHours(1)),
                        digest("b", Optional.empty(), Duration.ofHours(2)),
                        digest("b", Optional.empty(), Duration.ofHours(2)),
                        digest("c", 2, Duration.ofHours(25)),
                        digest("a", 1, Duration.ofHours(26)),
                        digest("c", 3, Duration.ofHours(49))))
                .containsExactlyInAnyOrder(
                        new Seen("a", 1, 1), new Seen("b", 1, 2), new Seen("c", 2, 1), new Seen("c", 3, 2));
    }

    @Test
    void exchange_olderThanWhatIsKept_isLeftOut() throws Exception {
        assertThat(seen(
                        digest("a", 1, Duration.ofDays(40)),
                        digest("a", 2, Duration.ofDays(1)),
                        digest("a", 3, Duration.ofDays(20))))
                .containsExactly(new Seen("a", 41, 2));
    }

    @Test
    void account_thatIsQuietForLong_losesItsDaysOneByOne_andIsForgotten() throws Exception {
        assertThat(seen(
                        digest("a", 1, Duration.ofHours(1)),
                        digest("a", 2, Duration.ofHours(75)),
                        digest("b", 3, Duration.ofDays(60))))
                .containsExactlyInAnyOrder(
                        new Seen("a", 1, 1),
                        new Seen("a", 4, 2),
                        new Seen("a", 29, 1),
                        new Seen("a", 32, 0),
                        new Seen("b", 61, 1));
    }

    @Test
    void account_thatComesBack_isCountedFromThenOn() throws Exception {
        assertThat(seen(
                        digest("a", 1, Duration.ofHours(1)),
                        digest("b", 2, Duration.ofDays(40)),
                        digest("a", 3, Duration.ofDays(41)),
                        digest("a", 1, Duration.ofDays(41))))
                .contains(new Seen("a", 29, 0), new Seen("a", 42, 2));
    }

    @Test
    void busyAccount_isHandedOutAsIfAllOfItWereKept_lateOrForgotten() throws Exception {
        Random random = new Random(5);
        List<ExchangeDigest> digests = new ArrayList<>();
        for (int n = 0; n < 1_500; n++) {
            // One in ten is up to three days late; the account is quiet for ten days, so that days are forgotten by
            // themselves.
            double day = n / 40.0 + (n < 900 ? 0 : 10);
            double late = random.nextInt(10) == 0 ? 3 * random.nextDouble() : 0;
            digests.add(digest("a", n, Duration.ofSeconds((long) (86_400 * Math.max(0, day - late)))));
        }
        digests.add(digest("b", 1_500, Duration.ofDays(90)));
        List<AccountSummary> handedOut = summaries(digests.toArray(ExchangeDigest[]::new)).stream()
                .filter(summary -> summary.account().equals("a"))
                .toList();
        assertThat(handedOut).hasSizeGreaterThan(40);
        assertThat(handedOut.getLast().gone()).isTrue();
        for (AccountSummary summary : handedOut) {
            Instant until = Instant.ofEpochMilli(summary.untilMillis());
            Instant from = until.minus(SETTINGS.keep());
            TrafficSummary expected = new TrafficSummary();
            Instant seen = START;
            for (ExchangeDigest digest : digests) {
                // What came in when event time was beyond this assessment is in a later one.
                if (seen.isBefore(until)
                        && digest.time().isBefore(until)
                        && !digest.time().isBefore(from)) {
                    expected.observe(digest);
                }
                seen = digest.time().isAfter(seen) ? digest.time() : seen;
            }
            byte[] stored = summary.gone() ? StoredTraffic.of(new TrafficSummary()) : summary.traffic();
            assertThat(stored).isEqualTo(StoredTraffic.of(expected));
        }
    }
}
