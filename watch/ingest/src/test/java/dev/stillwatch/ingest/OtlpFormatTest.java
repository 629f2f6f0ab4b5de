// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpFormatTest extends LogFormatContract {

    @Override
    String line(String id, long epochMillis, String account, String prompt, String answer) {
        return span(
                id,
                epochMillis,
                text("user.id", account)
                        + ",{\"key\":\"gen_ai.input.messages\",\"value\":{\"arrayValue\":{\"values\":[{\"kvlistValue\":{\"values\":["
                        + text("role", "user")
                        + ",{\"key\":\"parts\",\"value\":{\"arrayValue\":{\"values\":[{\"kvlistValue\":{\"values\":["
                        + text("type", "text") + "," + text("content", prompt) + "]}}]}}}]}}]}}},"
                        + text("gen_ai.completion", answer));
    }

    @Override
    String withoutContent(String id, long epochMillis, String account) {
        return span(id, epochMillis, text("user.id", account));
    }

    @Override
    String withoutAccount(String id) {
        return span(id, 1761955203123L, text("gen_ai.system", "openai"));
    }

    private static String span(String id, long epochMillis, String attributes) {
        String[] ids = id.split("-", 2);
        return """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","startTimeUnixNano":"%d000000","attributes":[%s,%s]}]}]}]}""".formatted(
                ids[0], ids.length > 1 ? ids[1] : "1", epochMillis, text("gen_ai.request.model", "m"), attributes);
    }

    private static String text(String key, String value) {
        return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
    }

    @Test
    void parse_otherAccountAttribute_isTheAccount() {
        String line = withoutAccount("i-1").replace("gen_ai.system", "acme.key");
        IngestSettings settings = IngestSettings.DEFAULTS
                .withAccountAttributes(List.of("acme.key"))
                .withOrganisationAttributes(List.of("gen_ai.request.model"));

        List<Exchange> exchanges =
                Reading.of(line.getBytes(StandardCharsets.UTF_8), settings).exchanges();

        assertThat(exchanges).extracting(Exchange::account).containsExactly("openai");
        assertThat(exchanges.getFirst().organisation()).contains("m");
    }

    @Test
    void parse_accountMissing_namesAttributesAndOption() {
        assertThat(Reading.of(withoutAccount("i-1")).malformed().getFirst())
                .contains("stillwatch.account", "enduser.id", "--account-attribute");
    }

    @Test
    void parse_resourceAfterItsSpans_stillCounts() {
        String line = withoutAccount("i-1")
                .replaceFirst("]}]}]}$", "]}],\"resource\":{\"attributes\":[" + text("user.id", "late") + "]}}]}");

        assertThat(Reading.exchange(line).account()).isEqualTo("late");
    }

    @Test
    void parse_cutOffBetweenSpans_keepsTheSpansBefore() {
        String span = withoutContent("i-1", 1761955203123L, "a1");
        String first = span.substring(0, span.length() - "]}]}]}".length());

        Reading reading = Reading.of(first + ",{\"traceId\":\"x\"");

        assertThat(reading.exchanges()).extracting(Exchange::account).containsExactly("a1");
        assertThat(reading.malformed()).singleElement().asString().contains("cut off");
    }
}
