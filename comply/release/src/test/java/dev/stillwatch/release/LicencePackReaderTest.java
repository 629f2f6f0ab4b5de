// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LicencePackReaderTest {
    private static final String PACK = """
            kind: releases
            id: x
            version: 1.0.0
            title: x
            issuer: x
            status: in-force
            known-at: 2026-11-01T00:00:00Z
            mode: enforce
            groups:
              near: [DE, FR]
            rules:
              - id: one
                when: destination.country in group.near
                then:
                  limit:
                    bytes: 1MiB
                    bytes-per-hour: 64kB
                    lasting: 7d
                    controls: [access-log]
                reason: x
            """;

    private static LicencePack read(String... replaced) {
        String yaml = PACK;
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(yaml).contains(replaced[i]);
            yaml = yaml.replace(replaced[i], replaced[i + 1]);
        }
        return LicencePack.parse("x.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String message, String... replaced) {
        assertThatThrownBy(() -> read(replaced))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("x.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void read_limits_areThoseWritten() {
        ReleaseLimits limits =
                ((LicenceRule.Effect.Limit) read().rules().getFirst().then()).limits();
        assertThat(limits.bytes()).contains(1L << 20);
        assertThat(limits.bytesPerHour()).contains(64_000L);
        assertThat(limits.lasting()).contains(Duration.ofDays(7));
        assertThat(limits.controls()).containsExactly(CustodyControl.ACCESS_LOG);
    }

    @Test
    void read_mistakes_areNamedWithTheirPlaceAndRemedy() {
        assertRefused("is not releases", "kind: releases", "kind: campaigns");
        assertRefused(
                "there is no fact destination.county; did you mean destination.country?",
                "destination.country in",
                "destination.county in");
        assertRefused("did you mean group.near?", "group.near", "group.neer");
        assertRefused("when is not a condition", "destination.country in group.near", "destination.country +");
        assertRefused(
                "release.kind is never \"key-relaese\"; did you mean \"key-release\"?"
                        .replace("\"key-release\"", "key-release"),
                "destination.country in group.near",
                "release.kind == \"key-relaese\"");
        assertRefused("controls", "[access-log]", "[access-lock]");
        assertRefused("lasting", "lasting: 7d", "lasting: 0d");
        assertRefused(
                "is used twice",
                "reason: x",
                "reason: x\n  - id: one\n    when: item.published\n    then: deny\n    reason: x");
        assertRefused(
                "an exception that is perhaps none",
                "limit:\n        bytes",
                "except:\n        rules: [y/z]\n        bytes",
                "reason: x",
                "when-unknown: apply\n    reason: x");
        assertRefused("as pack/rule", "limit:\n        bytes", "except:\n        rules: [yz]\n        bytes");
        assertRefused("near-by", "near:", "near-by:");
        assertRefused("then", "then:\n      limit:", "then:\n      limits:");
        assertRefused("rules", PACK.substring(PACK.indexOf("rules:")), "rules: []\n");
    }
}
