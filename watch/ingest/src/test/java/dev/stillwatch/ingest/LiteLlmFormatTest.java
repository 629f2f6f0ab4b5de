// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiteLlmFormatTest extends LogFormatContract {

    @Override
    String line(String id, long epochMillis, String account, String prompt, String answer) {
        return """
                {"id":"%s","call_type":"acompletion","startTime":%s,"metadata":{"user_api_key_hash":"%s","user_api_key_user_id":"u"},"messages":[{"role":"user","content":"%s"}],"response":{"choices":[{"message":{"content":"%s"}}]}}""".formatted(id, seconds(epochMillis), account, prompt, answer);
    }

    @Override
    String withoutContent(String id, long epochMillis, String account) {
        return "{\"id\":\"%s\",\"call_type\":\"completion\",\"startTime\":%s,\"metadata\":{\"user_api_key_hash\":\"%s\"}}"
                .formatted(id, seconds(epochMillis), account);
    }

    @Override
    String withoutAccount(String id) {
        return "{\"id\":\"%s\",\"call_type\":\"completion\",\"startTime\":1761955203.5,\"end_user\":\"claimed\"}"
                .formatted(id);
    }

    private static String seconds(long epochMillis) {
        return epochMillis / 1000 + "." + String.format("%03d", epochMillis % 1000);
    }

    @Test
    void parse_otherAccountMember_isTheAccount() {
        IngestSettings settings =
                IngestSettings.DEFAULTS.withAccountAttributes(List.of("metadata.tenant", "user_api_key_user_id"));

        List<Exchange> exchanges = Reading.of(
                        line("i", 1761955203123L, "hash", "p", "a").getBytes(StandardCharsets.UTF_8), settings)
                .exchanges();

        assertThat(exchanges).extracting(Exchange::account).containsExactly("u");
    }
}
