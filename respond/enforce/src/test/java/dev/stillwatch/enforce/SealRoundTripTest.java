// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stillwatch.enforce.RequestRewriter.Outcome;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations of two turns, in which the client sends back the blocks it was given, here and elsewhere. */
class SealRoundTripTest {
    private static final Deterrence SEAL = Rewriting.sealing();
    private static final Deterrence BOTH =
            Rewriting.deterrence(Optional.empty(), Optional.of(Reasoning.WITHHOLD), true);

    private final RequestRewriter requests = new RequestRewriter(Optional.of(Rewriting.SEAL));

    private Outcome send(Api api, String account, String request, Deterrence deterrence) {
        return requests.rewrite(api, account, Samples.bytes(request), deterrence);
    }

    private AnswerRewriter answering(Api api, String request, Deterrence deterrence) {
        var sent = (Outcome.Rewritten) send(api, "acct", request, deterrence);
        return AnswerRewriter.of(
                api, deterrence, Optional.of(Rewriting.SEAL), "acct", sent.model(), sent.conversation());
    }

    private ObjectNode answer(Api api, String request, String answer, Deterrence deterrence) {
        return Trees.object(answering(api, request, deterrence)
                        .rewrite(Samples.bytes(answer))
                        .orElseThrow())
                .orElseThrow();
    }

    private static void assertReplayed(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Refused(new Refusal.ReasoningReplayed()));
    }

    private static String body(Outcome outcome) {
        var body = ((Outcome.Rewritten) outcome).body().bytes();
        return java.nio.charset.StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    private static final String MESSAGES_ONE = """
            {"model":"m-large","max_tokens":9,"messages":[{"role":"user","content":"What is the weather?"}]}""";

    private static String messagesTwo(String model, String question, JsonNode content) {
        return """
                {"model":"%s","max_tokens":9,"messages":[
                 {"role":"user","content":[{"type":"text","text":"%s","cache_control":{"type":"ephemeral"}}]},
                 {"role":"assistant","content":%s},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"rain"}]}]}""".formatted(model, question, content);
    }

    @Test
    void messages_thinkingAndToolUse_comeBackAsTheModelGaveThem() {
        JsonNode content = answer(Api.MESSAGES, MESSAGES_ONE, Samples.answer(Api.MESSAGES), BOTH)
                .path("content");
        assertThat(content.toString()).doesNotContain(Samples.BLOCK, Samples.STEP);

        String second = body(send(Api.MESSAGES, "acct", messagesTwo("m-large", "What is the weather?", content), BOTH));

        ObjectNode original =
                Trees.object(Samples.bytes(Samples.answer(Api.MESSAGES))).orElseThrow();
        assertThat(Trees.object(Samples.bytes(second)).orElseThrow().at("/messages/1/content"))
                .isEqualTo(original.path("content"));
    }

    @Test
    void turns_underAnotherSpelling_areLookedThroughToo() {
        assertReplayed(send(Api.MESSAGES, "acct", """
                {"model":"m","Messages":[{"role":"assistant","content":[
                 {"type":"thinking","thinking":"x","signature":"from elsewhere"}]}]}""", SEAL));
        assertReplayed(send(Api.RESPONSES, "acct", """
                {"model":"m","INPUT":[{"type":"reasoning","encrypted_content":"from elsewhere"}]}""", SEAL));
    }

    @Test
    void messages_streamedThinking_comesBackAsTheModelGaveIt() {
        StreamRewriter stream = new StreamRewriter(answering(Api.MESSAGES, MESSAGES_ONE, BOTH), Rewriting.MOST_EVENT);
        String out = Rewriting.stream(stream, Samples.stream(Api.MESSAGES), 11);
        String signature = Rewriting.events(out).stream()
                .flatMap(e -> e.path("delta").path("signature").asStringOpt().stream())
                .reduce((a, b) -> b)
                .orElseThrow();
        ObjectNode block = Trees.create();
        block.put("type", "thinking").put("thinking", "").put("signature", signature);

        String second = body(send(
                Api.MESSAGES,
                "acct",
                messagesTwo(
                        "m-large",
                        "What is the weather?",
                        Trees.create().arrayNode().add(block)),
                BOTH));

        assertThat(second).contains("\"thinking\":\"zqPlan the work. zqStep one.\"", "\"signature\":\"zqBlock1\"");
    }

    @Test
    void messages_blockElsewhere_isRefused() {
        JsonNode content = answer(Api.MESSAGES, MESSAGES_ONE, Samples.answer(Api.MESSAGES), SEAL)
                .path("content");
        String same = messagesTwo("m-large", "What is the weather?", content);

        assertThat(send(Api.MESSAGES, "acct", same, SEAL)).isInstanceOf(Outcome.Rewritten.class);
        assertReplayed(send(Api.MESSAGES, "other", same, SEAL));
        assertReplayed(send(Api.MESSAGES, "acct", messagesTwo("m-small", "What is the weather?", content), SEAL));
        assertReplayed(send(Api.MESSAGES, "acct", messagesTwo("m-large", "Explain this:", content), SEAL));
        assertReplayed(send(Api.CHAT, "acct", messagesTwo("m-large", "Explain this:", content), SEAL));
    }

    @Test
    void messages_blockNeverSealed_isRefused() {
        String plain = """
                {"model":"m-large","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[
                 {"type":"redacted_thinking","data":"EqQBCgIYAhIM"}]}]}""";

        assertReplayed(send(Api.MESSAGES, "acct", plain, SEAL));
    }

    @Test
    void messages_emptyBlocksAndOtherData_pass() {
        String request = """
                {"model":"m-large","messages":[{"role":"user","content":[
                 {"type":"image","source":{"type":"base64","data":"iVBORw0KGgo"}}]},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"","signature":""},
                  {"type":"tool_use","id":"t","name":"f","input":{"type":"thinking","signature":"mine"}},
                  {"type":"web_search_tool_result","content":[{"type":"web_search_result","encrypted_content":"theirs"}]}]}]}""";

        assertThat(Trees.object(Samples.bytes(body(send(Api.MESSAGES, "acct", request, SEAL)))))
                .isEqualTo(Trees.object(Samples.bytes(request)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":\"Hi\"}",
                "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Hi\"}]}"
            })
    void responses_stringFirstThenList_encryptedContentComesBack(String firstTurn) {
        String one =
                "{\"model\":\"m-large\",\"store\":false,\"input\":\"Hi\",\"include\":[\"reasoning.encrypted_content\"]}";
        JsonNode output =
                answer(Api.RESPONSES, one, Samples.answer(Api.RESPONSES), BOTH).path("output");
        assertThat(output.toString()).contains("stw1.").doesNotContain(Samples.BLOCK);
        String two = "{\"model\":\"m-large\",\"store\":false,\"input\":[" + firstTurn + "," + output.get(0)
                + ",{\"role\":\"user\",\"content\":\"More\"}]}";

        assertThat(body(send(Api.RESPONSES, "acct", two, BOTH))).contains("\"encrypted_content\":\"zqBlock1\"");
        assertReplayed(send(Api.RESPONSES, "other", two, BOTH));
    }

    @Test
    void responses_compactedItem_isSealedToo() {
        String one = "{\"model\":\"m-large\",\"input\":\"Hi\"}";
        String item = "{\"type\":\"compaction\",\"id\":\"cmp_1\",\"encrypted_content\":\"zqBlock\"}";
        JsonNode output =
                answer(Api.RESPONSES, one, "{\"output\":[" + item + "]}", SEAL).path("output");
        String two = "{\"model\":\"m-large\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"}," + output.get(0) + "]}";

        assertThat(output.toString()).doesNotContain(Samples.BLOCK);
        assertThat(body(send(Api.RESPONSES, "acct", two, SEAL))).contains(item.substring(1, 20), Samples.BLOCK);
        assertReplayed(send(Api.RESPONSES, "other", two, SEAL));
    }

    @Test
    void responses_itemWithoutType_isLookedAtToo() {
        assertReplayed(send(
                Api.RESPONSES,
                "acct",
                "{\"model\":\"m\",\"input\":[{\"id\":\"rs_1\",\"encrypted_content\":\"gAAAA\"}]}",
                SEAL));
    }

    @Test
    void responses_namedConversation_bindsToItsName() {
        String one = "{\"model\":\"m-large\",\"conversation\":\"conv_1\",\"input\":\"Hi\"}";
        JsonNode item = answer(Api.RESPONSES, one, Samples.answer(Api.RESPONSES), SEAL)
                .path("output")
                .get(0);
        String two = "{\"model\":\"m-large\",\"conversation\":{\"id\":\"%s\"},\"input\":[" + item + "]}";

        assertThat(body(send(Api.RESPONSES, "acct", two.formatted("conv_1"), SEAL)))
                .contains("zqBlock1");
        assertReplayed(send(Api.RESPONSES, "acct", two.formatted("conv_2"), SEAL));
    }

    @Test
    void chat_reasoningDetailsAndThoughtSignatures_comeBack() {
        String one = "{\"model\":\"m-large\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        JsonNode message = answer(Api.CHAT, one, Samples.answer(Api.CHAT), BOTH).at("/choices/0/message");
        String two = "{\"model\":\"m-large\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"},"
                + "{\"role\":\"user\",\"content\":\"Hi\"}," + message + "]}";

        assertThat(message.toString()).doesNotContain(Samples.BLOCK);
        assertThat(body(send(Api.CHAT, "acct", two, BOTH)))
                .contains("zqBlock1", "zqBlock2", "zqBlock3", "zqBlock4", "zqBlock5", "zqBlock6")
                .contains("\"text\":\"zqPlan the work. zqStep.\",\"signature\":\"zqBlock2\"");
        assertReplayed(send(Api.CHAT, "other", two, BOTH));
    }

    @Test
    void chat_streamedDetails_signatureBringsItsTextBack() {
        String one = "{\"model\":\"m-large\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        StreamRewriter stream = new StreamRewriter(answering(Api.CHAT, one, BOTH), Rewriting.MOST_EVENT);
        List<String> signatures = Rewriting.events(Rewriting.stream(stream, Samples.stream(Api.CHAT), 100)).stream()
                .flatMap(e -> e.findValuesAsString("signature").stream())
                .toList();
        String two =
                "{\"model\":\"m-large\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\","
                        + "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"\",\"signature\":\""
                        + signatures.getFirst()
                        + "\"}]}]}";

        assertThat(body(send(Api.CHAT, "acct", two, BOTH)))
                .contains("\"text\":\"zqPlan the work. zqStep\",\"signature\":\"zqBlock1\"");
    }

    @Test
    void rewrite_sealAskedForWithoutKey_saysWhatIsMissing() {
        assertThatExceptionOfType(StillwatchException.class)
                .isThrownBy(() -> new RequestRewriter(Optional.empty())
                        .rewrite(Api.CHAT, "acct", Samples.bytes("{\"model\":\"m\"}"), SEAL))
                .withMessageContaining("no sealing key is configured");
        assertThatExceptionOfType(StillwatchException.class)
                .isThrownBy(() -> AnswerRewriter.of(Api.CHAT, SEAL, Optional.empty(), "acct", "m", "c"));
    }
}
