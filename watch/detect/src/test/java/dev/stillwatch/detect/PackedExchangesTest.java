// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedExchangesTest {
    private static final List<ExchangeDigest> TRAFFIC = traffic();

    @Test
    void add_anyExchange_keepsWhatJudgingReads() {
        PackedExchanges packed = packed(TRAFFIC);
        assertThat(views(packed)).hasSameSizeAs(TRAFFIC);
        for (int i = 0; i < TRAFFIC.size(); i++) {
            assertSame(views(packed).get(i), TRAFFIC.get(i));
        }
    }

    @Test
    void add_fromAnother_keepsWhatJudgingReads() {
        PackedExchanges from = packed(TRAFFIC);
        PackedExchanges into = packed(TRAFFIC.subList(0, 7));
        List<SampledExchange> views = views(from);
        for (int i = views.size() - 1; i >= 0; i--) {
            views.get(i).copyTo(into);
        }
        List<SampledExchange> copies =
                views(into).subList(7, 7 + TRAFFIC.size()).reversed();
        for (int i = 0; i < TRAFFIC.size(); i++) {
            assertSame(copies.get(i), TRAFFIC.get(i));
        }
    }

    @Test
    void add_everyExchangeFromElsewhereAndAskedOtherwise_tellsThemApart() {
        List<ExchangeDigest> traffic = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            traffic.add(TestExchange.of("x", "hello")
                    .model("model " + i)
                    .client("192.0.2." + i, i, "agent", "hello")
                    .second(i)
                    .digest());
        }
        List<SampledExchange> views = views(packed(traffic));
        for (int i = 0; i < traffic.size(); i++) {
            assertSame(views.get(i), traffic.get(i));
        }
    }

    @Test
    void add_outlandishTimesAndTurns_areKeptWithinBounds() {
        TestExchange longTalk = TestExchange.of("x").at(Instant.EPOCH.minusSeconds(1));
        for (int turn = 0; turn < 40; turn++) {
            longTalk.says("go on");
        }
        List<SampledExchange> views = views(packed(List.of(
                longTalk.digest(),
                TestExchange.of("x").at(Instant.parse("2999-01-01T00:00:00Z")).digest())));
        assertThat(views.get(0).timeMillis()).isZero();
        assertThat(views.get(0).turns()).isEqualTo(15);
        assertThat(views.get(1).timeMillis()).isEqualTo((1L << 42) - 1);
        assertThat(views.get(1).turns()).isZero();
    }

    private static void assertSame(SampledExchange view, ExchangeDigest digest) {
        assertThat(view.key()).isEqualTo(digest.key);
        assertThat(view.timeMillis()).isEqualTo(digest.timeMillis);
        assertThat(view.textHash()).isEqualTo(digest.prompt.textHash());
        assertThat(view.systemHash()).isEqualTo(digest.prompt.systemHash());
        assertThat(view.elicitation()).isEqualTo(digest.prompt.elicitation());
        assertThat(view.kind()).isEqualTo(digest.prompt.kind());
        assertThat(view.total()).isEqualTo(digest.prompt.total());
        assertThat(view.turns()).isEqualTo(Math.min(15, digest.prompt.turns()));
        assertThat(view.head()).isEqualTo(digest.prompt.head());
        assertThat(view.wordCount()).isEqualTo(digest.prompt.words().size());
        for (int i = 0; i < view.wordCount(); i++) {
            assertThat(view.word(i)).isEqualTo(digest.prompt.words().get(i));
        }
        assertThat(view.fingerprint()).isEqualTo(digest.settings.fingerprint());
        assertThat(view.makesRows()).isEqualTo(digest.settings.makesRows());
        assertThat(view.deterministic()).isEqualTo(digest.settings.deterministic());
        assertThat(view.modelHash()).isEqualTo(digest.settings.modelHash());
        assertThat(view.ip()).isEqualTo(digest.origin.ip());
        assertThat(view.asn()).isEqualTo(digest.origin.asn());
        assertThat(view.ja4()).isEqualTo(digest.origin.ja4());
        assertThat(view.userAgent()).isEqualTo(digest.origin.userAgent());
    }

    private static PackedExchanges packed(List<ExchangeDigest> digests) {
        PackedExchanges packed = new PackedExchanges();
        digests.forEach(packed::add);
        return packed;
    }

    private static List<SampledExchange> views(PackedExchanges packed) {
        List<SampledExchange> views = new ArrayList<>();
        for (int at = 0; at < packed.end(); at = packed.next(at)) {
            views.add(new SampledExchange(packed, at));
        }
        return views;
    }

    private static List<ExchangeDigest> traffic() {
        Random random = new Random(3);
        List<ExchangeDigest> traffic = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            TestExchange exchange = TestExchange.of("x").second(random.nextInt(1_000_000));
            for (int turn = random.nextInt(4); turn > 0; turn--) {
                exchange.says("think step by step about item ".repeat(1 + random.nextInt(20)) + "number");
            }
            if (random.nextBoolean()) {
                exchange.system("system " + "abc".charAt(random.nextInt(3))).model("m" + random.nextInt(3));
            }
            if (i < 100) {
                exchange.client("192.0.2." + i, 64_500 + random.nextInt(3), "agent", "hello");
            }
            if (random.nextBoolean()) {
                exchange.temperature(0).completions(1 + random.nextInt(2));
            }
            traffic.add(exchange.digest());
        }
        return traffic;
    }
}
