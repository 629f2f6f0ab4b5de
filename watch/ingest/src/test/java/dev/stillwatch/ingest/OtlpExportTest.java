// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExportTest {
    private static final String SPAN = """
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"name": "chat m", "traceId": "0af7651916cd43dd8448eb211c80319c",
            "spanId": "b7ad6b7169203331", "startTimeUnixNano": "1790000000000000000", "attributes": [
            {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
            {"key": "enduser.id", "value": {"stringValue": "a-1"}}]}]}]}]}
            """;

    private static Optional<List<ParseOutcome>> read(String body) {
        return new OtlpExport(IngestSettings.DEFAULTS).read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void read_modelCall_isAnExchange() {
        assertThat(read(SPAN).orElseThrow())
                .singleElement()
                .isInstanceOfSatisfying(
                        ParseOutcome.Parsed.class,
                        parsed -> assertThat(parsed.exchange().account()).isEqualTo("a-1"));
    }

    @Test
    void read_empty_hasNoOutcomes() {
        assertThat(read("{}")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}{}", "{} x"})
    void read_notOneObject_isRefusedWhole(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void read_cutOff_isRefusedWhole() {
        assertThat(read(SPAN.substring(0, SPAN.length() - 10))).isEmpty();
    }

    @Test
    void read_recordOfTheNativeLog_isNone() {
        assertThat(read("{\"time\": \"2026-01-01T00:00:00Z\", \"account\": \"a\", \"request\": {}}"))
                .contains(List.of());
    }
}
