// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Holds the examples in docs/countermeasures.md to what clients are sent. */
class CountermeasuresGuideTest {
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private static ObjectNode sent(Refusal refusal, Dialect dialect) {
        return Trees.object(Problem.of(refusal).body(dialect)).orElseThrow();
    }

    @Test
    void examples_areWhatIsSent() throws IOException {
        String guide = Files.readString(Path.of("../../docs/countermeasures.md"));
        Refusal stepUp =
                new Refusal.VerificationRequired("Unusual use was seen.", URI.create("https://verify.example/acct"));

        assertThat(EXAMPLE.matcher(guide)
                        .results()
                        .map(match ->
                                Trees.object(Samples.bytes(match.group(1))).orElseThrow()))
                .isEqualTo(List.of(
                        sent(stepUp, Dialect.OPENAI),
                        sent(stepUp, Dialect.ANTHROPIC),
                        sent(new Refusal.TooManyRequests("Use is limited.", Duration.ofSeconds(30)), Dialect.ANTHROPIC),
                        sent(
                                new Refusal.Suspended("Terms of use.", Instant.parse("2026-12-01T00:00:00Z")),
                                Dialect.OPENAI),
                        sent(new Refusal.ReasoningReplayed(), Dialect.ANTHROPIC)));
        assertThat(guide).contains(Problem.of(stepUp).headers().get("link"));
    }
}
