// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeRecordTest {
    private static final String EXAMPLE = """
            {"id":"x1","time":"2026-11-01T00:00:03.123Z","account":"a17","org":"o3","model":"m-large","request":{"messages":[{"role":"user","content":"Explain step by step"}],"temperature":1.0},"response":{"content":"Well","finish_reason":"stop"},"usage":{"input_tokens":31,"output_tokens":412},"client":{"ip":"203.0.113.7","asn":64500,"country":"US","user_agent":"openai-python/2.8","ja4":"t13d1516h2_8daaf6152771_b186095e22b6"},"billing":{"payment":"p-9f2c","created":"2026-10-29T10:00:00Z"},"status":200,"latency_ms":2310}
            """;

    @Test
    void parse_contractExample_readsEveryMember() {
        Exchange exchange = Reading.exchange(EXAMPLE);

        assertThat(exchange.id()).contains("x1");
        assertThat(exchange.time()).isEqualTo("2026-11-01T00:00:03.123Z");
        assertThat(exchange.account()).isEqualTo("a17");
        assertThat(exchange.organisation()).contains("o3");
        assertThat(exchange.api()).isEqualTo(Api.CHAT);
        assertThat(exchange.model()).contains("m-large");
        assertThat(exchange.request().messages()).containsExactly(new Message(Role.USER, "Explain step by step"));
        assertThat(exchange.request().parameters().temperature()).hasValue(1.0);
        assertThat(exchange.response().orElseThrow().content()).isEqualTo("Well");
        assertThat(exchange.response().orElseThrow().finishReason()).contains("stop");
        assertThat(exchange.usage())
                .isEqualTo(new Usage(OptionalLong.of(31), OptionalLong.of(412), OptionalLong.empty()));
        assertThat(exchange.client().ip()).contains("203.0.113.7");
        assertThat(exchange.client().asn()).hasValue(64500);
        assertThat(exchange.client().country()).contains("US");
        assertThat(exchange.client().userAgent()).contains("openai-python/2.8");
        assertThat(exchange.client().ja4()).contains("t13d1516h2_8daaf6152771_b186095e22b6");
        assertThat(exchange.billing().payment()).contains("p-9f2c");
        assertThat(exchange.billing().created()).contains(Instant.parse("2026-10-29T10:00:00Z"));
        assertThat(exchange.status()).hasValue(200);
        assertThat(exchange.latency()).contains(Duration.ofMillis(2310));
    }

    @Test
    void parse_withoutAnswers_readsTheSameButForWhatNobodyAsked() {
        String line = """
                {"time":"2026-11-01T00:00:03Z","account":"a","request":{"system":"be brief","messages":[\
                {"role":"user","content":"first"},{"role":"assistant","content":"an answer"},\
                {"role":"tool","content":[{"type":"text","text":"a result"}]},\
                {"role":"user","content":[{"type":"tool_result","content":"another"}]},\
                {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]}],"n":2},\
                "response":{"content":[{"type":"text","text":"long"}],"reasoning":"longer","finish_reason":"stop",\
                "usage":{"output_tokens":7}}}""";
        Exchange whole = Reading.exchange(line);
        Exchange asked = Reading.of(line.getBytes(StandardCharsets.UTF_8), IngestSettings.DEFAULTS.withoutAnswers())
                .exchanges()
                .getFirst();
        assertThat(whole.request().messages())
                .contains(new Message(Role.ASSISTANT, "an answer"), new Message(Role.TOOL, "a result"));
        assertThat(whole.response().orElseThrow().content()).isEqualTo("long");
        assertThat(asked.request().messages())
                .containsExactly(
                        new Message(Role.SYSTEM, "be brief"),
                        new Message(Role.USER, "first"),
                        new Message(Role.ASSISTANT, ""),
                        new Message(Role.TOOL, ""),
                        new Message(Role.TOOL, "another"),
                        new Message(Role.USER, "one\ntwo"));
        assertThat(asked.response().orElseThrow().content()).isEmpty();
        assertThat(asked.response().orElseThrow().reasoning()).isEmpty();
        assertThat(asked.response().orElseThrow().finishReason()).contains("stop");
        assertThat(asked.usage()).isEqualTo(whole.usage());
        assertThat(asked.usage().output()).hasValue(7);
        assertThat(asked.request().parameters()).isEqualTo(whole.request().parameters());
    }

    @Test
    void parse_withoutAnswersAndRoleLast_readsTheText() {
        Exchange asked = Reading.of("""
                        {"time":"2026-11-01T00:00:03Z","account":"a","request":{"messages":[{"content":"hello","role":"user"}]}}""".getBytes(StandardCharsets.UTF_8), IngestSettings.DEFAULTS.withoutAnswers())
                .exchanges()
                .getFirst();
        assertThat(asked.request().messages()).containsExactly(new Message(Role.USER, "hello"));
    }

    @Test
    void parse_onlyRequiredMembers_leavesTheRestEmpty() {
        Exchange exchange = Reading.exchange("""
                {"time":1761955203123,"account":17,"request":{}}""");

        assertThat(exchange.account()).isEqualTo("17");
        assertThat(exchange.time()).isEqualTo(Instant.ofEpochMilli(1761955203123L));
        assertThat(exchange.id()).isEmpty();
        assertThat(exchange.response()).isEmpty();
        assertThat(exchange.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(exchange.request().messages()).isEmpty();
        assertThat(exchange.request().parameters()).isEqualTo(Parameters.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"account\":\"a\",\"request\":{}} | `time` is missing",
                "{\"time\":1761955203123,\"request\":{}} | `account` is missing",
                "{\"time\":1761955203123,\"account\":\"a\"} | `request` is missing",
                "{\"time\":1761955203,\"account\":\"a\",\"request\":{}} | `time` is not a time",
                "{\"time\":\"2014-12-31T23:59:59Z\",\"account\":\"a\",\"request\":{}} | `time` is not a time",
                "{\"time\":\"2101-01-01T00:00:00Z\",\"account\":\"a\",\"request\":{}} | `time` is not a time",
                "{\"time\":\"2026-11-01T00:00:00\",\"account\":\"a\",\"request\":{}} | with an offset",
                "{\"time\":null,\"account\":\"a\",\"request\":{}} | `time` is not a time",
                "{\"time\":1761955203123,\"account\":\"  \",\"request\":{}} | `account` is not a name",
                "{\"time\":1761955203123,\"account\":{},\"request\":{}} | `account` is not a name",
                "{\"time\":1761955203123,\"account\":\"a\",\"request\":[]} | `request` is not an object",
                "{\"time\":1761955203123,\"account\":\"a\",\"request\":\"hello\"} | `request` is not an object",
                "{} | `time` is missing",
                "17 | not a JSON object",
                "{\"time\":1761955203123,\"account\":\"a\",\"request\":{} | cut off",
                "{\"time\":1761955203123,\"acc | cut off",
                "{\"time\":} | byte 9: not valid JSON",
                "hello | not valid JSON"
            })
    void parse_unusableRecord_saysWhatIsWrong(String line, String reason) {
        Reading reading = Reading.of(line);

        assertThat(reading.outcomes()).hasSize(1);
        assertThat(reading.malformed()).singleElement().asString().contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-01T00:00:03.123Z\"",
                "\"2026-11-01t00:00:03.123z\"",
                "\"2026-11-01 00:00:03.123Z\"",
                "\"2026-11-01T05:30:03.123+05:30\"",
                "\"2026-10-31T19:00:03.123000000-05:00\"",
                "\"2026-10-31T19:00:03.123000000999-0500\"",
                "1793491203123",
                "1793491203123.0",
                "1.793491203123e12",
                "\"1793491203123\""
            })
    void parse_timeInAnyForm_isTheSameInstant(String time) {
        Exchange exchange = Reading.exchange("{\"time\":" + time + ",\"account\":\"a\",\"request\":{}}");

        assertThat(exchange.time()).isEqualTo("2026-11-01T00:00:03.123Z");
    }

    @Test
    void parse_optionalMembersOfWrongTypeOrRange_areAbsent() {
        Exchange exchange = Reading.exchange("""
                {"time":1761955203123,"account":"a","id":["x"],"org":" ","api":7,"model":{"a":[1]},
                "request":{"messages":5,"temperature":-1,"top_p":2,"n":0,"max_tokens":1e400,"seed":9223372036854775808,
                "logprobs":"x","stream":"yes","tools":{},"response_format":[],"reasoning_effort":null},
                "response":[1],"usage":{"input_tokens":-4,"output_tokens":2.5,"reasoning_tokens":NaN},
                "client":{"ip":{},"asn":"x","country":"Germany","ja4":""},"billing":[],"status":99,"latency_ms":-1}""".replace("\n", ""));

        assertThat(exchange)
                .isEqualTo(Reading.exchange(
                        "{\"time\":1761955203123,\"account\":\"a\",\"request\":{\"temperature\":null}}"));
    }

    @Test
    void parse_numbersAsStrings_count() {
        Exchange exchange = Reading.exchange("""
                {"time":1761955203123,"account":"a","request":{"temperature":"0.5","n":"4"},"client":{"asn":"64500","country":"de"},"status":"429","latency_ms":"12.5"}""");

        assertThat(exchange.client().asn()).hasValue(64500);
        assertThat(exchange.client().country()).contains("DE");
        assertThat(exchange.status()).hasValue(429);
        assertThat(exchange.latency()).contains(Duration.ofNanos(12_500_000));
        assertThat(exchange.request().parameters().temperature()).hasValue(0.5);
        assertThat(exchange.request().parameters().completions()).hasValue(4);
    }

    @Test
    void parse_duplicateMembers_lastWins() {
        Exchange exchange = Reading.exchange("""
                {"time":1761955203123,"account":"a","account":"b","request":{"messages":[{"role":"user","content":"one"}],"temperature":1},"request":{"messages":[{"role":"user","content":"two"}]}}""");

        assertThat(exchange.account()).isEqualTo("b");
        assertThat(exchange.request().messages()).containsExactly(new Message(Role.USER, "two"));
        assertThat(exchange.request().parameters().temperature()).isEmpty();
    }

    @Test
    void parse_membersOfOtherFormatsBeside_staysNative() {
        Exchange exchange = Reading.exchange("""
                {"call_type":"x","startTime":1,"metadata":{"user_api_key_hash":"h"},"time":1761955203123,"account":"a","request":{}}""");

        assertThat(exchange.account()).isEqualTo("a");
    }

    @Test
    void parse_requestAsJsonString_isRead() {
        Exchange exchange = Reading.exchange("""
                {"time":1761955203123,"account":"a","request":"{\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"hi\\"}]}","usage":"{\\"input_tokens\\":3}"}""");

        assertThat(exchange.request().messages()).containsExactly(new Message(Role.USER, "hi"));
        assertThat(exchange.usage().input()).hasValue(3);
    }
}
