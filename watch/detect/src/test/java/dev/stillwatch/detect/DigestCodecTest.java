// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestCodecTest {
    private static List<ExchangeDigest> week(long seed, TestTraffic.Logged logged) {
        return new TestTraffic(seed, logged).everyday().campaign(40).exchanges();
    }

    private static List<ExchangeDigest> decoded(List<ExchangeDigest> digests) {
        return digests.stream()
                .map(d -> DigestCodec.decode(DigestCodec.encode(d)))
                .toList();
    }

    private static Assessment assessed(List<ExchangeDigest> digests) {
        return new Detector(DetectorSettings.DEFAULTS).assess(TestExchange.summary(digests), new TrafficSummary());
    }

    @ParameterizedTest
    @EnumSource
    void decode_encodedTraffic_isAssessedTheSame(TestTraffic.Logged logged) {
        List<ExchangeDigest> digests = week(5, logged);
        Assessment expected = assessed(digests);
        assertThat(assessed(decoded(digests))).isEqualTo(expected);
        assertThat(expected.accounts()).hasSizeGreaterThan(200);
    }

    @Test
    void decode_encoded_keepsEveryMember() {
        for (ExchangeDigest digest : outlandish()) {
            ExchangeDigest copy = DigestCodec.decode(DigestCodec.encode(digest));
            assertThat(copy.account()).isEqualTo(digest.account());
            assertThat(copy.organisation).isEqualTo(digest.organisation);
            assertThat(copy.key()).isEqualTo(digest.key());
            assertThat(copy.identified()).isEqualTo(digest.identified());
            assertThat(copy.time()).isEqualTo(digest.time());
            assertThat(copy.settings).isEqualTo(digest.settings);
            assertThat(copy.origin).isEqualTo(digest.origin);
            assertThat(copy.outputTokens).isEqualTo(digest.outputTokens);
            assertThat(copy.prompt)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(digest.prompt);
            assertThat(DigestCodec.encode(copy)).isEqualTo(DigestCodec.encode(digest));
        }
    }

    /** Names that are no sound Unicode, times long ago, nothing known at all, prompts of every length. */
    private static List<ExchangeDigest> outlandish() {
        List<ExchangeDigest> digests = new ArrayList<>();
        digests.add(TestExchange.of("a").digest());
        digests.add(TestExchange.of("\uD800 account 名 \uDBFF\uDFFF")
                .organisation(Optional.of(""))
                .digest());
        digests.add(TestExchange.of("b")
                .at(Instant.parse("1931-01-01T00:00:00.001Z"))
                .tokensOut(Long.MAX_VALUE)
                .digest());
        for (int words = 0; words < 80; words++) {
            digests.add(TestExchange.of("c", "word ".repeat(words))
                    .id("i" + words)
                    .system("be brief")
                    .model("m")
                    .client("192.0.2.1", -words, "agent", "hello")
                    .payment("card")
                    .created(Instant.ofEpochMilli(words - 40L))
                    .temperature(0)
                    .completions(2)
                    .digest());
        }
        return digests;
    }

    @Test
    void encode_fullyLoggedExchange_isSmall() {
        List<ExchangeDigest> digests = week(6, TestTraffic.Logged.FULLY);
        double mean = digests.stream()
                .mapToInt(d -> DigestCodec.encode(d).length)
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(100.0, 200.0);
        assertThat(outlandish().stream().mapToInt(d -> DigestCodec.encode(d).length))
                .allMatch(size -> size <= 250);
    }

    @Test
    void encode_neverHoldsText() {
        byte[] bytes = DigestCodec.encode(TestExchange.of("a", "canaryprompt")
                .system("canarysystem")
                .payment("canarycard")
                .digest());
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
    }

    @Test
    void decode_cutOffOrLonger_isRefused() {
        for (ExchangeDigest digest : outlandish().subList(0, 12)) {
            byte[] bytes = DigestCodec.encode(digest);
            for (int length = 0; length <= bytes.length + 1; length++) {
                if (length != bytes.length) {
                    byte[] other = Arrays.copyOf(bytes, length);
                    assertThatThrownBy(() -> DigestCodec.decode(other)).isInstanceOf(StillwatchException.class);
                }
            }
        }
    }

    @Test
    void decode_laterVersion_saysToUseALaterRelease() {
        byte[] bytes = DigestCodec.encode(TestExchange.of("a").digest());
        bytes[0] = 2;
        assertThatThrownBy(() -> DigestCodec.decode(bytes))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("newer release");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void decode_anyBytesChanged_isRefusedOrWithinBounds(long seed) {
        Random random = new Random(seed);
        List<ExchangeDigest> digests = outlandish();
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = DigestCodec.encode(digests.get(random.nextInt(digests.size())));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                // What is accepted can be summed and judged: nothing in it is out of range.
                TestExchange.summary(List.of(DigestCodec.decode(bytes)))
                        .sortedProfiles()
                        .getFirst()
                        .sampled();
            } catch (StillwatchException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void decode_lengthThatIsNotThere_asksForNoMemory() {
        byte[] bytes = {1, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7};
        assertThatThrownBy(() -> DigestCodec.decode(bytes)).isInstanceOf(StillwatchException.class);
    }

    @Test
    void withAnswer_afterTheRequest_isAsIfExtractedAtOnce() {
        ExchangeDigest asked = TestExchange.of("a", "hello there").id("1").digest();
        ExchangeDigest atOnce =
                TestExchange.of("a", "hello there").id("1").tokensOut(77).digest();
        assertThat(DigestCodec.encode(asked.withAnswer(77))).isEqualTo(DigestCodec.encode(atOnce));
        assertThat(asked.withAnswer(Long.MAX_VALUE).outputTokens).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> asked.withAnswer(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
