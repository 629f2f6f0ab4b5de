// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Campaigns and keys that tests share. */
final class Samples {
    static final Instant FIRST = Instant.parse("2026-11-01T04:20:31.123Z");
    static final Instant LAST = Instant.parse("2026-11-20T17:45:00Z");
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final String JA4 = "t13d1516h2_8daaf6152771_b186095e22b6";
    static final TemplateFingerprint TEMPLATE =
            TemplateFingerprint.of("please solve … step by step and then explain why the answer is right");
    static final Producer PRODUCER = new Producer(
            "Example Models",
            UUID.fromString("7d3f2b6e-2c1a-4a57-9d53-1f0a4c6b8e21"),
            Instant.parse("2026-01-01T00:00:00Z"));
    static final SharingKey KEY = new SharingKey("forum-2026a", filled(7));
    static final SharingPolicy OPEN =
            new SharingPolicy(10, 50, true, true, Duration.ofDays(30), TrafficLight.AMBER, Handling.CORROBORATE);

    private Samples() {}

    static byte[] filled(int value) {
        byte[] bytes = new byte[SharingKey.BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static LocalCampaign campaign(int accounts) {
        return new LocalCampaign(
                "c-2b80d4aa1199",
                Verdict.DISTILLATION,
                93,
                FIRST,
                LAST,
                accounts,
                Set.of(Capability.REASONING, Capability.TOOL_USE),
                Optional.of(new Cadence(22, 3)),
                List.of(
                        new LocalCampaign.Sighting(new SharedIndicator.TlsClient(JA4), accounts),
                        new LocalCampaign.Sighting(new SharedIndicator.Network(64_500), accounts),
                        new LocalCampaign.Sighting(new SharedIndicator.Address("198.51.100.3"), accounts),
                        new LocalCampaign.Sighting(new SharedIndicator.Address("2001:db8::7"), accounts),
                        new LocalCampaign.Sighting(new SharedIndicator.PromptTemplate(TEMPLATE), accounts)),
                List.of(
                        new LocalCampaign.Identifier(IdentifierKind.EMAIL, "Mallory@Example.com"),
                        new LocalCampaign.Identifier(IdentifierKind.PAYMENT, "4111 1111 1111 1111"),
                        new LocalCampaign.Identifier(IdentifierKind.PHONE, "+49 (170) 123-4567"),
                        new LocalCampaign.Identifier(IdentifierKind.ACCOUNT, "acct-mallory")));
    }

    static KeyedTokens tokens() {
        return new KeyedTokens(List.of(KEY));
    }

    static SharedCampaign shared(int accounts) {
        return new Redaction(OPEN, Optional.of(tokens()))
                .preview(campaign(accounts))
                .leaves()
                .orElseThrow();
    }

    static StixBundle bundle() {
        return new StixWriter(PRODUCER).write(shared(120), NOW, NOW);
    }
}
