// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeJsonTest {

    @Test
    void write_exchanges_oneObjectALine() {
        List<LabelledExchange> all = Traffic.of("accounts=3", "mix=rows:1", "templates=50");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ExchangeJson json = new ExchangeJson(bytes)) {
            all.forEach(one -> json.write(one.exchange()));
        }
        String text = bytes.toString(StandardCharsets.UTF_8);

        assertThat(text).endsWith("}\n");
        assertThat(text.split("\n"))
                .hasSize(all.size())
                .allSatisfy(line -> assertThat(line)
                        .startsWith("{\"id\":\"x")
                        .contains(
                                "\"time\":\"2026-11-",
                                "\"api\":\"chat\"",
                                "\"request\":{\"messages\":[{\"role\":\"user\",\"content\":\"",
                                "\"usage\":{\"input_tokens\":",
                                "\"client\":{\"ip\":\"24",
                                "\"billing\":{\"payment\":\"pay-",
                                "\"status\":",
                                "\"latency_ms\":"));
        assertThat(text)
                .contains(
                        "\"temperature\":1.0", "\"response_format\":{\"type\":\"json_object\"}", "\"max_tokens\":4096");
    }

    @Test
    void write_agent_namesItsTools() {
        List<LabelledExchange> all =
                Traffic.of("campaigns=0", "benign=40", "share-agent-framework=0.5", "share-application=0");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ExchangeJson json = new ExchangeJson(bytes)) {
            all.stream().filter(one -> one.kind() == Kind.AGENT_FRAMEWORK).forEach(one -> json.write(one.exchange()));
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\"role\":\"system\"", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"");
    }
}
