// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class StreamRewriterTest {
    private static final Deterrence WITHHOLD = Rewriting.reasoning(Reasoning.WITHHOLD);
    private static final Deterrence WITHHOLD_AND_SEAL =
            Rewriting.deterrence(Optional.empty(), Optional.of(Reasoning.WITHHOLD), true);
    private static final Deterrence SUMMARISE_AND_SEAL =
            Rewriting.deterrence(Optional.empty(), Optional.of(Reasoning.SUMMARISE), true);

    private static StreamRewriter rewriter(Api api, Deterrence deterrence) {
        return new StreamRewriter(Rewriting.answers(api, deterrence), Rewriting.MOST_EVENT);
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void accept_cutAtEveryByte_givesTheSameStream(Api api) {
        Deterrence deterrence = Deterrences.strictest(Rewriting.strip(), Rewriting.reasoning(Reasoning.SUMMARISE));
        String stream = Samples.stream(api) + "data: {\"tail\":\"é\uD83D\uDE00\"}\n\n";
        String whole = Rewriting.stream(api, stream, deterrence);

        for (int chunk = 1; chunk < 64; chunk++) {
            assertThat(Rewriting.stream(rewriter(api, deterrence), stream, chunk))
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void accept_otherLineEnds_hideNothing(String end) {
        for (Api api : Api.values()) {
            String out = Rewriting.stream(api, Samples.stream(api).replace("\n", end), WITHHOLD);

            assertThat(out).contains(Samples.ANSWER).doesNotContain(Samples.STEP, Samples.FIRST);
        }
    }

    @Test
    void accept_commentsKeepAlivesAndDone_passAsTheyAre() {
        String stream = ": OPENROUTER PROCESSING\n\ndata:\n\nretry: 3000\n\ndata: [DONE]\n\n";

        assertThat(Rewriting.stream(Api.CHAT, stream, WITHHOLD)).isEqualTo(stream);
    }

    @Test
    void accept_byteOrderMarkFirst_ruleHolds() {
        String out = Rewriting.stream(Api.CHAT, "\uFEFF" + Samples.stream(Api.CHAT), WITHHOLD);

        assertThat(out).contains(Samples.ANSWER).doesNotContain(Samples.STEP);
        assertThat(Rewriting.stream(
                        Api.CHAT, "\uFEFFdata: {\"choices\":[{\"delta\":{\"reasoning\":\"zqStep\"}}]}\n\n", WITHHOLD))
                .doesNotContain(Samples.STEP);
    }

    @Test
    void accept_severalDataLinesWithoutSpaces_areOneEvent() {
        String out = Rewriting.stream(
                Api.CHAT, "id: 7\ndata:{\"choices\":[\ndata:{\"delta\":{\"reasoning\":\"zqStep\"}}]}\n\n", WITHHOLD);

        assertThat(out).isEqualTo("id: 7\ndata: {\"choices\":[{\"delta\":{\"reasoning\":\"\"}}]}\n\n");
    }

    @Test
    void end_lastEventWithoutEmptyLine_isRewrittenToo() {
        String out =
                Rewriting.stream(Api.CHAT, "data: {\"choices\":[{\"delta\":{\"reasoning\":\"zqStep\"}}]}", WITHHOLD);

        assertThat(out).isEqualTo("data: {\"choices\":[{\"delta\":{\"reasoning\":\"\"}}]}\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasoning\":\"zqStep\"",
                "{\"a\":1,\"a\":{\"reasoning\":\"zqStep\"}}",
                "[\"zqStep\"]",
                "zqStep",
                "{\"a\":1}{\"reasoning\":\"zqStep\"}",
                "[DONE] zqStep"
            })
    void accept_unreadableEvent_isDroppedAndCounted(String data) {
        StreamRewriter rewriter = rewriter(Api.CHAT, WITHHOLD);
        String out = Rewriting.stream(rewriter, "data: " + data + "\n\ndata: {\"id\":\"next\"}\n\n", 7);

        assertThat(out).isEqualTo("data: {\"id\":\"next\"}\n\n");
        assertThat(rewriter.unreadable()).isOne();
    }

    @Test
    void accept_hugeEvent_endsTheStream() {
        StreamRewriter rewriter = new StreamRewriter(Rewriting.answers(Api.CHAT, WITHHOLD), 100);

        assertThat(rewriter.accept(Samples.bytes("data: " + "x".repeat(95)))).isEmpty();
    }

    @Test
    void accept_halfAPairInEachOfTwoEvents_passes() {
        String stream = """
                data: {"choices":[{"delta":{"content":"\\ud83d"}}]}

                data: {"choices":[{"delta":{"content":"\\ude00"}}]}

                """;
        List<ObjectNode> events = Rewriting.events(Rewriting.stream(Api.CHAT, stream, WITHHOLD));

        assertThat(events.stream()
                        .map(e -> e.findValue("content").stringValue())
                        .reduce("", String::concat))
                .isEqualTo("\uD83D\uDE00");
    }

    @Test
    void accept_errorEvent_passesWhole() {
        String error =
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Busy\"}}\n\n";

        assertThat(Rewriting.stream(Api.MESSAGES, error, WITHHOLD_AND_SEAL)).isEqualTo(error);
    }

    @Test
    void accept_typeOnTheEventLineOnly_ruleHolds() {
        String out = Rewriting.stream(
                Api.RESPONSES, "event: response.reasoning_text.delta\ndata: {\"delta\":\"zqStep\"}\n\n", WITHHOLD);

        assertThat(out).isEmpty();
    }

    @Test
    void accept_reasoningItemWithPartsOfText_isWithheldByItsItem() {
        String stream = """
                data: {"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_1"}}

                data: {"type":"response.content_part.done","output_index":0,"part":{"type":"output_text","text":"zqStep"}}

                data: {"type":"response.output_text.delta","output_index":0,"delta":"zqStep"}

                data: {"type":"response.output_text.delta","output_index":1,"delta":"zqAnswer"}

                """;

        assertThat(Rewriting.stream(Api.RESPONSES, stream, WITHHOLD))
                .contains(Samples.ANSWER)
                .doesNotContain(Samples.STEP);
    }

    @Test
    void accept_messageWithheldAndSealed_staysOneThatClientsCanAssemble() {
        for (Deterrence deterrence : List.of(WITHHOLD, WITHHOLD_AND_SEAL, SUMMARISE_AND_SEAL, Rewriting.sealing())) {
            String out = Rewriting.stream(Api.MESSAGES, Samples.stream(Api.MESSAGES), deterrence);

            assertThat(blocks(out))
                    .extracting(b -> b.path("type").asString())
                    .containsExactly("thinking", "redacted_thinking", "text", "tool_use");
        }
        ObjectNode thinking = blocks(Rewriting.stream(Api.MESSAGES, Samples.stream(Api.MESSAGES), SUMMARISE_AND_SEAL))
                .getFirst();
        assertThat(thinking.path("thinking").asString()).isEqualTo(Samples.FIRST);
        assertThat(thinking.path("signature").asString()).startsWith("stw1.");
    }

    /** Puts blocks together as the vendor's library does, and fails where it would. */
    private static List<ObjectNode> blocks(String stream) {
        List<ObjectNode> blocks = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (ObjectNode event : Rewriting.events(stream)) {
            int index = event.path("index").asInt(0);
            switch (event.path("type").asString()) {
                case "content_block_start" -> {
                    assertThat(index).isEqualTo(blocks.size());
                    blocks.add((ObjectNode) event.path("content_block"));
                    open.add(index);
                }
                case "content_block_delta" -> {
                    assertThat(open).containsExactly(index);
                    event.path("delta").properties().forEach(member -> {
                        ObjectNode block = blocks.get(index);
                        switch (member.getKey()) {
                            case "thinking", "text" ->
                                block.put(
                                        member.getKey(),
                                        block.path(member.getKey()).asString()
                                                + member.getValue().asString());
                            case "signature" -> block.set("signature", member.getValue());
                            default -> assertThat(member.getKey()).isIn("type", "partial_json");
                        }
                    });
                }
                case "content_block_stop" -> open.remove(Integer.valueOf(index));
                case "ping" -> {
                    // May come anywhere.
                }
                default -> assertThat(open).isEmpty();
            }
        }
        assertThat(open).isEmpty();
        return blocks;
    }

    @Test
    void accept_twoBlocksAtOnceInterleaved_keepTheirOwnSentences() {
        String stream = """
                data: {"choices":[{"index":0,"delta":{"reasoning":"A "}},{"index":1,"delta":{"reasoning":"B is. "}}]}

                data: {"choices":[{"index":1,"delta":{"reasoning":"zqStep"}},{"index":0,"delta":{"reasoning":"is. zqStep"}}]}

                """;
        List<ObjectNode> events =
                Rewriting.events(Rewriting.stream(Api.CHAT, stream, Rewriting.reasoning(Reasoning.SUMMARISE)));

        assertThat(events.stream()
                        .flatMap(e -> e.findValues("reasoning").stream().map(r -> r.asString())))
                .containsExactly("A ", "B is.", "", "is.");
    }
}
