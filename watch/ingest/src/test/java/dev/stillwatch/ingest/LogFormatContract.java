// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every line-by-line format promises, whatever stands in its lines. */
abstract class LogFormatContract {
    private static final long MILLIS = 1761955203123L;

    /** One record on one line. The prompt and answer are JSON string contents, already escaped. */
    abstract String line(String id, long epochMillis, String account, String prompt, String answer);

    /** The same without any content. */
    abstract String withoutContent(String id, long epochMillis, String account);

    /** The same without an account. */
    abstract String withoutAccount(String id);

    private String line(int i) {
        return line(id(i), MILLIS + i, "a" + i, "What is " + i + "?", "It is " + i + ".");
    }

    /** An id in the form of a span's, which every format can carry. */
    private static String id(int i) {
        return String.format("5b8efff798038103d269b633813fc60c-%016x", i);
    }

    @Test
    void parse_record_readsIdentityTimeAndContent() {
        Exchange exchange = Reading.exchange(line(1));

        assertThat(exchange.id()).contains(id(1));
        assertThat(exchange.account()).isEqualTo("a1");
        assertThat(exchange.time().toEpochMilli()).isEqualTo(MILLIS + 1);
        assertThat(exchange.request().lastUserMessage()).contains(new Message(Role.USER, "What is 1?"));
        assertThat(exchange.response().orElseThrow().content()).isEqualTo("It is 1.");
    }

    @Test
    void parse_withoutContent_isStillAnExchange() {
        Exchange exchange = Reading.exchange(withoutContent("s1", MILLIS, "a1"));

        assertThat(exchange.account()).isEqualTo("a1");
        assertThat(exchange.request().messages()).isEmpty();
    }

    @Test
    void parse_withoutAccount_saysWhatIsMissing() {
        Reading reading = Reading.of(withoutAccount("s1"));

        assertThat(reading.exchanges()).isEmpty();
        assertThat(reading.malformed()).singleElement().asString().contains("account");
    }

    @Test
    void parse_badLinesBetweenGood_costNothingElse() {
        String bad = "{\"a\":[}\n\nhello\n\u0000\u0000\n[1,2]\n{}\n\"\n";
        Reading reading = Reading.of(line(1) + "\r\n" + bad + "\uFEFF" + line(2) + "\n  \n\t" + line(3));

        assertThat(reading.exchanges()).extracting(Exchange::account).containsExactly("a1", "a2", "a3");
        assertThat(reading.malformed()).hasSize(6);
        assertThat(reading.records()).containsExactly(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 11L);
    }

    @Test
    void parse_lastLineCutOffAnywhere_keepsTheOthersAndSaysSo() {
        String last = line(2);
        for (int length = 1; length < last.length(); length += 7) {
            Reading reading = Reading.of(line(1) + "\n" + last.substring(0, length));

            assertThat(reading.exchanges()).extracting(Exchange::account).contains("a1");
            assertThat(reading.malformed()).hasSize(1);
        }
        assertThat(Reading.of(last.substring(0, last.length() - 1)).malformed().getFirst())
                .contains("cut off");
    }

    @Test
    void parse_invalidUtf8InText_keepsTheExchange() {
        byte[] line = line("s1", MILLIS, "a1", "caf@ au lait", "yes").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '@' ? (byte) 0xE9 : line[i];
        }

        Reading reading = Reading.of(line);

        assertThat(reading.exchanges()
                        .getFirst()
                        .request()
                        .lastUserMessage()
                        .orElseThrow()
                        .text())
                .isEqualTo("caf\uFFFD au lait");
        assertThat(reading.outcomes()).hasSize(1);
    }

    @Test
    void parse_deepNesting_isMalformedAndHarmless() {
        String deep = "[".repeat(100_000);
        Reading reading = Reading.of("{\"time\":" + deep + "\n{\"resourceSpans\":" + deep + "\n{\"call_type\":" + deep
                + "\n" + line(1).replaceFirst("\\{", "{\"unknown\":" + "[".repeat(150) + "]".repeat(150) + ",")
                + "\n" + line(2).replaceFirst("\\{", "{\"unknown\":" + "[".repeat(250) + "]".repeat(250) + ","));

        assertThat(reading.exchanges()).extracting(Exchange::account).containsExactly("a1");
        assertThat(reading.malformed()).hasSize(4).allMatch(reason -> reason.contains("200 levels"));
    }

    @Test
    void parse_tenMegabytePrompt_keepsItsEnds() {
        String prompt = "Begin " + "middle ".repeat(1_500_000) + "😀".repeat(9_000) + "end";

        Exchange exchange = Reading.exchange(line("s1", MILLIS, "a1", prompt, "yes"));

        String kept = exchange.request().lastUserMessage().orElseThrow().text();
        assertThat(kept).startsWith("Begin middle").endsWith("😀end");
        assertThat(kept.length()).isBetween(KeptText.HEAD + KeptText.TAIL - 2, KeptText.HEAD + KeptText.TAIL + 1);
        assertThat(WellFormed.of(kept)).isEqualTo(kept);
    }

    @Test
    void parse_duplicatesAndDisorder_areAllHandedOn() {
        Reading reading = Reading.of(line(3) + "\n" + line(1) + "\n" + line(3) + "\n");

        assertThat(reading.exchanges()).extracting(Exchange::account).containsExactly("a3", "a1", "a3");
    }

    @Test
    void parse_mutatedLines_alwaysAnOutcomeAndNeverContent() {
        Random random = new Random(11);
        String canary = "CANARYcanary";
        String good = line("s1", MILLIS, "a1", canary, canary);
        for (int i = 0; i < 4000; i++) {
            byte[] mutated = mutated(good.getBytes(StandardCharsets.UTF_8), random);

            Reading reading = Reading.of(mutated);

            assertThat(reading.outcomes()).isNotEmpty();
            assertThat(reading.malformed()).noneMatch(reason -> reason.contains("CANARY"));
        }
    }

    /** Flips, drops, doubles and inserts bytes, with a liking for those that mean something. */
    private static byte[] mutated(byte[] line, Random random) {
        byte[] meaningful = "{}[]\",:\\0-eut\u0000".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // Something that is not blank stays, or no outcome would be due.
        out.write('x' - random.nextInt(2) * ('x' - '{'));
        int rate = 1 + random.nextInt(200);
        for (int i = 1; i < line.length; i++) {
            if (random.nextInt(rate) > 0) {
                out.write(line[i]);
                continue;
            }
            switch (random.nextInt(5)) {
                case 0 -> out.write(meaningful[random.nextInt(meaningful.length)]);
                case 1 -> out.write(random.nextInt(256) | 1);
                case 2 -> {
                    int length = Math.min(1 + random.nextInt(30), line.length - i);
                    out.write(line, i, length);
                    out.write(line, i, length);
                }
                case 3 -> i += random.nextInt(20);
                default -> {
                    byte[] number = List.of("1e999", "-0", "99999999999999999999999", "null", "{}", "[]")
                            .get(random.nextInt(6))
                            .getBytes(StandardCharsets.UTF_8);
                    out.write(number, 0, number.length);
                }
            }
        }
        return out.toByteArray();
    }
}
