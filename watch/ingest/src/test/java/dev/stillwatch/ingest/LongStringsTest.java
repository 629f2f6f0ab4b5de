// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class LongStringsTest {
    private static final Json JSON = new Json(IngestSettings.DEFAULTS.maxNestingDepth());
    private static final List<String> PLAIN = List.of("a", "Z", " ", "0", "word ", "eight letters ");
    private static final List<String> ESCAPED = List.of("\\n", "\\\"", "\\\\", "\\/", "\\t", "\\b\\f\\r", "x");
    private static final List<String> ALL = List.of(
            "plain text ", "\\n", "\\\"", "\\u0041", "\\u00e9", "\\ud83d\\ude00", "\\ude00", "é", "中", "😀", "\u0001");
    private static final int LIMIT = KeptText.HEAD + KeptText.TAIL + 1;

    /** How a body is read when nothing is taken out of it. */
    private static Optional<RequestBody.Asked> wholly(byte[] body) {
        RequestReader reader = new RequestReader(false);
        try (JsonParser p = JSON.parser(body, 0, body.length)) {
            p.nextToken();
            reader.read(p);
            return Optional.of(new RequestBody.Asked(reader.request(), reader.model()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<RequestBody.Asked> read(byte[] body) {
        return new RequestBody(IngestSettings.DEFAULTS).read(body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(RandomGenerator random, List<String> parts, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    private static byte[] chat(String content) {
        return utf8("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"" + content + "\"}],\"n\":2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {LongStrings.LEAST - 1, LongStrings.LEAST, 40_000, LIMIT - 1, LIMIT, LIMIT + 9, 200_000})
    void read_textOfAnyKindAndLength_isAsIfParsedWhole(int length) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(length);
        for (List<String> parts : List.of(PLAIN, ESCAPED, ALL)) {
            for (int i = 0; i < 20; i++) {
                byte[] body = chat(text(random, parts, length + i));

                assertThat(read(body)).isEqualTo(wholly(body)).isPresent();
            }
        }
    }

    @Test
    void read_plainTextAroundTheLimit_isAsIfParsedWhole() {
        for (int length = LIMIT - 10; length < LIMIT + 20; length++) {
            byte[] body = chat("x".repeat(length));

            assertThat(read(body)).as("length %d", length).isEqualTo(wholly(body));
        }
    }

    @Test
    void read_longStringsEverywhere_areAsIfParsedWhole() {
        String one = "one ".repeat(3_000);
        String two = "zwei\\n".repeat(3_000);
        byte[] body = utf8("""
                {"model":"%1$s","system":[{"type":"text","text":"%1$s"},{"type":"%1$s","text":"x"}],"n":"%1$s",
                "%1$s": "%2$s", "tools":[{"name":"%1$s"},"%2$s",{"name":"short"}],"response_format":{"type":"%1$s"},
                "messages":["%1$s",{"role":"%1$s","content":"%2$s"},{"role":"assistant","content":"%1$s"},
                {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:%1$s"}},
                {"type":"text","text":"%2$s"},"%1$s",{"type":"tool_result","content":"%2$s"},""]}]}
                """.formatted(one, two));

        assertThat(read(body)).isEqualTo(wholly(body)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "\\u12g4", "\\u１２３４", "\\", "\\u12", "\"", "\"{", "\":\"", "\",\"n\":\"", "\u0000"})
    void read_brokenString_isAsIfParsedWhole(String broken) {
        for (String body : List.of(
                "y".repeat(9_000) + broken + "y".repeat(9_000),
                broken + "y".repeat(90_000),
                "y".repeat(90_000) + broken)) {
            byte[] chat = chat(body);
            byte[] cut = utf8("{\"prompt\":\"" + body);

            assertThat(read(chat)).isEqualTo(wholly(chat));
            assertThat(read(cut)).isEqualTo(wholly(cut));
        }
    }

    @Test
    void read_bytesThatAreNoText_areAsIfParsedWhole() {
        for (int wrong : new int[] {0x80, 0xBF, 0xC3, 0xE4, 0xF0, 0xF8, 0xFF}) {
            byte[] body = chat("z".repeat(100_000));
            for (int at : new int[] {100, 50_000, body.length - 20}) {
                byte[] broken = body.clone();
                broken[at] = (byte) wrong;

                assertThat(read(broken)).as("%x at %d", wrong, at).isEqualTo(wholly(broken));
            }
        }
    }

    @Test
    void of_longText_leavesLittleToParse() {
        byte[] body = chat("x".repeat(1 << 20));

        assertThat(LongStrings.of(JSON, body)).isPresent();
        assertThat(read(body).orElseThrow().request().lastUserMessage().map(Message::text))
                .contains("x".repeat(KeptText.HEAD) + "\n" + "x".repeat(KeptText.TAIL));
    }
}
