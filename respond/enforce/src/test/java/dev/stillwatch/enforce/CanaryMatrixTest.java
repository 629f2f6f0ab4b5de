// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static dev.stillwatch.enforce.ProseSamples.PROMPT;
import static dev.stillwatch.enforce.ProseSamples.PROSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.enforce.RequestRewriter.Outcome;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Canary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Canaries on every API, whole and streamed: planted where they do no harm, and nowhere else. */
class CanaryMatrixTest {
    private static final List<Api> TALKING = List.of(Api.CHAT, Api.MESSAGES, Api.RESPONSES);

    private final PlantedCanaries canaries = new PlantedCanaries();
    private final String sentence = canaries.sentence("a-1", PROMPT);

    static List<Api> talking() {
        return TALKING;
    }

    private Outcome.Rewritten asked(Api api, String request, Canary way, Deterrence deterrence) {
        RequestRewriter rewriter = new RequestRewriter(Optional.of(Rewriting.SEAL), Optional.of(canaries.canaries));
        return (Outcome.Rewritten) rewriter.rewrite(
                api,
                "acct",
                Samples.bytes(request),
                deterrence.withCanary(Optional.of(way)),
                Optional.of(new CanaryOrder(new Cohort("a-1", 0), way)));
    }

    private AnswerRewriter rewriter(Api api, String request) {
        return rewriter(api, request, Deterrence.NONE);
    }

    private AnswerRewriter rewriter(Api api, String request, Deterrence deterrence) {
        Outcome.Rewritten asked = asked(api, request, Canary.CLOSING, deterrence);
        return AnswerRewriter.of(api, deterrence, Optional.of(Rewriting.SEAL), "acct", "m", "talk", asked.closing());
    }

    private String answered(Api api, String request, String answer) {
        return Rewriting.text(
                rewriter(api, request).rewrite(Samples.bytes(answer)).orElseThrow());
    }

    private String streamed(Api api, String request, String stream, int chunk) {
        return Rewriting.stream(new StreamRewriter(rewriter(api, request), Rewriting.MOST_EVENT), stream, chunk);
    }

    private static String body(Outcome.Rewritten rewritten) {
        return new String(rewritten.body().bytes().array(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("talking")
    void closing_proseWhole_endsWithTheSentenceAndIsElseTheSame(Api api) {
        String answer = ProseSamples.answer(api, PROSE, ProseSamples.natural(api));
        String out = answered(api, ProseSamples.request(api, PROMPT, ""), answer);

        assertThat(out).isEqualTo(ProseSamples.answer(api, PROSE + "\n\n" + sentence, ProseSamples.natural(api)));
        assertThat(canaries.planted).containsExactly("a-1/0 CLOSING what-late");
    }

    @ParameterizedTest
    @MethodSource("talking")
    void closing_proseStreamed_saysTheSameHoweverItIsCut(Api api) {
        String stream = ProseSamples.stream(api, PROSE, ProseSamples.natural(api));
        String request = ProseSamples.request(api, PROMPT, "\"stream\":true,");
        String whole = streamed(api, request, stream, Integer.MAX_VALUE);

        assertThat(ProseSamples.pieces(api, Rewriting.events(whole))).isEqualTo(PROSE + "\n\n" + sentence);
        assertThat(canaries.planted).hasSize(1);
        for (int chunk = 1; chunk < 40; chunk++) {
            assertThat(streamed(api, request, stream, chunk)).isEqualTo(whole);
        }
    }

    @Test
    void closing_chatStream_comesInAChunkBeforeTheFinish_andUsageIsTheModels() {
        List<ObjectNode> events = Rewriting.events(streamed(
                Api.CHAT,
                ProseSamples.request(Api.CHAT, PROMPT, ""),
                ProseSamples.stream(Api.CHAT, PROSE, "stop"),
                1000));

        assertThat(events).hasSize(6);
        ObjectNode added = events.get(3);
        assertThat(added.at("/choices/0/delta").toString()).isEqualTo("{\"content\":\"\\n\\n" + sentence + "\"}");
        assertThat(added.at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(added.at("/usage").isNull()).isTrue();
        assertThat(added.at("/id").asString()).isEqualTo("c");
        assertThat(events.get(4).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(events.get(5).at("/usage/completion_tokens").asInt()).isEqualTo(33);
    }

    @Test
    void closing_chatStreamWhoseLastChunkHasText_goesAfterThatText() {
        String stream = ProseSamples.untyped("{\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + ProseSamples.json(PROSE) + "},\"finish_reason\":\"stop\"}],\"usage\":{\"completion_tokens\":33}}");
        List<ObjectNode> events =
                Rewriting.events(streamed(Api.CHAT, ProseSamples.request(Api.CHAT, PROMPT, ""), stream, 1000));

        assertThat(events).hasSize(1);
        assertThat(ProseSamples.pieces(Api.CHAT, events)).isEqualTo(PROSE + "\n\n" + sentence);
        assertThat(events.getFirst().at("/usage/completion_tokens").asInt()).isEqualTo(33);
    }

    @Test
    void closing_messageStream_comesBeforeItsBlockStops() {
        List<ObjectNode> events = Rewriting.events(streamed(
                Api.MESSAGES,
                ProseSamples.request(Api.MESSAGES, PROMPT, ""),
                ProseSamples.stream(Api.MESSAGES, PROSE, "end_turn"),
                1000));

        assertThat(events.stream()
                        .map(e -> e.path("type").asString() + e.path("index").asString("")))
                .containsExactly(
                        "message_start",
                        "content_block_start0",
                        "content_block_stop0",
                        "content_block_start1",
                        "content_block_delta1",
                        "content_block_delta1",
                        "ping",
                        "content_block_delta1",
                        "content_block_stop1",
                        "message_delta",
                        "message_stop");
    }

    @Test
    void closing_responseStream_saysTheSameInEveryEventAndCountsOn() {
        String out = streamed(
                Api.RESPONSES,
                ProseSamples.request(Api.RESPONSES, PROMPT, ""),
                ProseSamples.stream(Api.RESPONSES, PROSE, "completed"),
                1000);
        List<ObjectNode> events = Rewriting.events(out);

        assertThat(events.stream().map(e -> e.path("sequence_number").asInt()))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        String all = PROSE + "\n\n" + sentence;
        assertThat(events.get(7).path("type").asString()).isEqualTo("response.output_text.delta");
        assertThat(events.get(7).has("obfuscation")).isFalse();
        assertThat(events.get(8).path("text").asString()).isEqualTo(all);
        assertThat(events.get(9).at("/part/text").asString()).isEqualTo(all);
        assertThat(events.get(10).at("/item/content/0/text").asString()).isEqualTo(all);
        assertThat(events.get(11).at("/response/output/1/content/0/text").asString())
                .isEqualTo(all);
        assertThat(out.lines().filter(line -> line.equals("event: response.output_text.delta")))
                .hasSize(3);
    }

    @Test
    void closing_responseStreamWithoutDoneEvents_isClosedAtItsEnd() {
        String stream = ProseSamples.typed(
                "{\"type\":\"response.output_text.delta\",\"delta\":" + ProseSamples.json(PROSE) + "}",
                "{\"type\":\"response.completed\",\"response\":"
                        + ProseSamples.answer(Api.RESPONSES, PROSE, "completed") + "}");
        List<ObjectNode> events = Rewriting.events(
                streamed(Api.RESPONSES, ProseSamples.request(Api.RESPONSES, PROMPT, ""), stream, 1000));

        assertThat(ProseSamples.pieces(Api.RESPONSES, events)).isEqualTo(PROSE + "\n\n" + sentence);
    }

    @Test
    void closing_responseStreamWithAnythingAfterTheText_staysAsItWasSaid() {
        String stream = ProseSamples.stream(Api.RESPONSES, PROSE, "completed")
                .replace(
                        "event: response.completed",
                        "event: response.unknown\ndata: {\"type\":\"response.unknown\",\"sequence_number\":10}\n\n"
                                + "event: response.completed");

        assertThat(streamed(Api.RESPONSES, ProseSamples.request(Api.RESPONSES, PROMPT, ""), stream, 1000))
                .isEqualTo(stream);
    }

    @ParameterizedTest
    @EnumSource(
            value = Api.class,
            names = {"COMPLETIONS", "EMBEDDINGS"})
    void canary_prefixContinuedOrVector_isNeverPlanted(Api api) {
        String request = ProseSamples.request(api, PROMPT, "");
        String answer = ProseSamples.answer(api, PROSE, "stop");
        String stream = ProseSamples.stream(api, PROSE, "stop");

        assertThat(answered(api, request, answer)).isEqualTo(answer);
        assertThat(streamed(api, request, stream, 1000)).isEqualTo(stream);
        assertThat(body(asked(api, request, Canary.INSTRUCTION, Deterrence.NONE)))
                .isEqualTo(request);
        assertThat(canaries.planted).isEmpty();
    }

    static Stream<Arguments> requestsThatBindTheForm() {
        return TALKING.stream()
                .flatMap(api -> Stream.of(
                                "\"response_format\":{\"type\":\"json_object\"},",
                                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}},",
                                "\"text\":{\"format\":{\"type\":\"json_schema\"}},",
                                "\"output_config\":{\"format\":{\"type\":\"json_schema\"}},",
                                "\"output_format\":{\"type\":\"json_schema\"},",
                                "\"format\":\"json\",",
                                "\"guided_regex\":\"a+\",",
                                "\"extra_body\":{\"guided_json\":{\"type\":\"object\"}},",
                                "\"structured_outputs\":{\"choice\":[\"a\"]},",
                                "\"Grammar\":\"root ::= x\",",
                                "\"stop\":[\"\\n\"],",
                                "\"stop_sequences\":[\"END\"],",
                                "\"stop\":\"x\",",
                                "\"n\":2,",
                                "\"n\":\"3\",",
                                "\"best_of\":4,",
                                "\"n\":-1,",
                                "\"prediction\":{\"type\":\"content\",\"content\":\"x\"},",
                                "\"modalities\":[\"text\",\"audio\"],",
                                "\"continue_final_message\":true,",
                                "\"background\":true,",
                                "\"prompt\":{\"id\":\"p\"},")
                        .map(extra -> Arguments.of(api, extra)));
    }

    @ParameterizedTest
    @MethodSource("requestsThatBindTheForm")
    void canary_requestThatBindsTheForm_isNotPlanted(Api api, String extra) {
        assertNeverPlanted(api, ProseSamples.request(api, PROMPT, extra));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is a comet? Answer in JSON.",
                "Answer with one word only: is a comet hot?",
                "Translate into French: the comet is near.",
                "Give exactly three sentences on comets.",
                "Classify this text: the comet is near",
                "Return nothing else but the name.",
                "   "
            })
    void canary_promptThatAsksForABareAnswer_isNotPlanted(String prompt) {
        for (Api api : TALKING) {
            assertNeverPlanted(api, ProseSamples.request(api, prompt, ""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What is a comet?\"},{\"role\":\"assistant\",\"content\":\"A comet\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":\"x\"}]}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What?\"},{\"type\":\"image_url\"}]}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Reply in YAML.\"},{\"role\":\"user\",\"content\":\"What?\"}]}",
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":\"x\"}",
                "{\"model\":\"m\"}"
            })
    void canary_conversationThatIsContinuedOrSteered_isNotPlanted(String request) {
        assertNeverPlanted(Api.CHAT, request);
        assertNeverPlanted(Api.MESSAGES, request.replace("\"role\":\"system\"", "\"role\":\"developer\""));
    }

    private void assertNeverPlanted(Api api, String request) {
        assertThat(asked(api, request, Canary.CLOSING, Deterrence.NONE).closing())
                .as(request)
                .isEmpty();
        assertThat(body(asked(api, request, Canary.INSTRUCTION, Deterrence.NONE)))
                .doesNotContain("prose in English");
        assertThat(canaries.planted).isEmpty();
    }

    static Stream<Arguments> textsThatAreNoProse() {
        String code = "```java\nclass A {}\n```";
        return TALKING.stream()
                .flatMap(api -> Stream.of(
                                "",
                                "42",
                                "positive.",
                                "A comet is a ball of ice.",
                                "{\"a\": \"" + PROSE + "\"}.",
                                "[\"" + PROSE + "\"].",
                                "<p>" + PROSE + "</p>.",
                                code,
                                PROSE + "\n\n" + code,
                                PROSE + "\n\n```\nAnd a block that is never closed.",
                                PROSE + "\n\n~~~\nAnd another one of these.",
                                PROSE + "\n\n    return the_answer.",
                                PROSE + "\n\n| a | b |\n| - | - |\n| c | d. |",
                                PROSE + "\n#### 42",
                                PROSE + " Does that help you?",
                                PROSE + " And so",
                                "Ein Komet ist ein kleiner K\u00f6rper aus Eis und Staub, der die Sonne umkreist. Wenn er"
                                        + " ihr nahe kommt, verdampft ein Teil des Eises, und ein Schweif entsteht.",
                                "\u5f57\u661f\u662f\u51b0\u3002".repeat(40),
                                "for(i=0;i<n;i++){x+=i;}y=f(x);z=g(y);w=h(z);q=k(w);r=l(q);s=m(r);t=n(s);u=o(t);v=p(u).",
                                PROSE + "\n\nOn balance, I hope this does the job.")
                        .map(text -> Arguments.of(api, text)));
    }

    @ParameterizedTest
    @MethodSource("textsThatAreNoProse")
    void closing_answerThatIsNoProse_staysAsItIs(Api api, String text) {
        String request = ProseSamples.request(api, PROMPT, "");
        String answer = ProseSamples.answer(api, text, ProseSamples.natural(api));
        String stream = ProseSamples.stream(api, text, ProseSamples.natural(api));

        assertThat(answered(api, request, answer)).isEqualTo(answer);
        assertThat(streamed(api, request, stream, 17)).isEqualTo(reordered(api, stream));
        assertThat(canaries.planted).isEmpty();
    }

    /* A ping may overtake a block's stop. */
    private static String reordered(Api api, String stream) {
        String stop = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n";
        String ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
        return api == Api.MESSAGES ? stream.replace(stop + ping, ping + stop) : stream;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The steps are these, and all of them are for you to try at home with the help of a friend:\n\n1. Take the ice.\n2. Put it in the sun.",
                "```py\nx = 1\n```\n\nThis is the code, and it sets x to one; you can run it from the shell or in a file of your own.",
                "**A comet is a small body of ice and dust that goes around the sun, and it has a tail as it comes near to it.**\n"
            })
    void closing_proseWithListsCodeOrMarks_isClosedInAParagraphOfItsOwn(String text) {
        String out = answered(
                Api.CHAT, ProseSamples.request(Api.CHAT, PROMPT, ""), ProseSamples.answer(Api.CHAT, text, "stop"));

        assertThat(ProseSamples.said(Api.CHAT, out)).isEqualTo(text.strip() + "\n\n" + sentence);
    }

    static Stream<Arguments> otherEnds() {
        return Stream.of(
                Arguments.of(Api.CHAT, "length"),
                Arguments.of(Api.CHAT, "tool_calls"),
                Arguments.of(Api.CHAT, "content_filter"),
                Arguments.of(Api.CHAT, "function_call"),
                Arguments.of(Api.MESSAGES, "max_tokens"),
                Arguments.of(Api.MESSAGES, "stop_sequence"),
                Arguments.of(Api.MESSAGES, "tool_use"),
                Arguments.of(Api.MESSAGES, "pause_turn"),
                Arguments.of(Api.MESSAGES, "refusal"),
                Arguments.of(Api.RESPONSES, "incomplete"),
                Arguments.of(Api.RESPONSES, "failed"));
    }

    @ParameterizedTest
    @MethodSource("otherEnds")
    void closing_answerThatEndedOtherwise_staysAsItIs(Api api, String end) {
        String request = ProseSamples.request(api, PROMPT, "");

        assertThat(answered(api, request, ProseSamples.answer(api, PROSE, end)))
                .isEqualTo(ProseSamples.answer(api, PROSE, end));
        assertThat(streamed(api, request, ProseSamples.stream(api, PROSE, end), 17))
                .isEqualTo(reordered(api, ProseSamples.stream(api, PROSE, end)));
        assertThat(canaries.planted).isEmpty();
    }

    static Stream<Arguments> changedAnswers() {
        return Stream.of(
                Arguments.of(Api.CHAT, "\"refusal\":null", "\"tool_calls\":[{\"id\":\"t\"}]"),
                Arguments.of(Api.CHAT, "\"refusal\":null", "\"refusal\":\"No.\""),
                Arguments.of(Api.CHAT, "\"refusal\":null", "\"function_call\":{\"name\":\"f\"}"),
                Arguments.of(Api.CHAT, "\"refusal\":null", "\"annotations\":[{\"type\":\"url_citation\"}]"),
                Arguments.of(
                        Api.CHAT, "\"logprobs\":null", "\"logprobs\":{\"content\":[{\"token\":\"A\",\"logprob\":-1}]}"),
                Arguments.of(Api.CHAT, "\"logprobs\":null", "\"stop_reason\":\"END\""),
                Arguments.of(
                        Api.CHAT, "\"choices\":[{", "\"choices\":[{\"index\":1,\"message\":{\"content\":\"B.\"}},{"),
                Arguments.of(Api.MESSAGES, "\"type\":\"thinking\"", "\"type\":\"tool_use\""),
                Arguments.of(Api.MESSAGES, "\"type\":\"thinking\"", "\"type\":\"server_tool_use\""),
                Arguments.of(
                        Api.MESSAGES,
                        "{\"type\":\"text\"",
                        "{\"citations\":[{\"type\":\"char_location\"}],\"type\":\"text\""),
                Arguments.of(Api.RESPONSES, "\"type\":\"reasoning\"", "\"type\":\"function_call\""),
                Arguments.of(Api.RESPONSES, "\"type\":\"reasoning\"", "\"type\":\"web_search_call\""),
                Arguments.of(Api.RESPONSES, "\"type\":\"output_text\"", "\"type\":\"refusal\""),
                Arguments.of(Api.RESPONSES, "\"annotations\":[]", "\"logprobs\":[{\"token\":\"A\",\"logprob\":-1}]"));
    }

    @ParameterizedTest
    @MethodSource("changedAnswers")
    void closing_answerWithMoreThanText_staysAsItIs(Api api, String from, String to) {
        String answer = ProseSamples.answer(api, PROSE, ProseSamples.natural(api));
        String changed = answer.replace(from, to);
        assertThat(changed).isNotEqualTo(answer);

        assertThat(answered(api, ProseSamples.request(api, PROMPT, ""), changed))
                .isEqualTo(changed);
        assertThat(canaries.planted).isEmpty();
    }

    static Stream<Arguments> changedStreams() {
        return Stream.of(
                Arguments.of(Api.CHAT, "{\"role\":\"assistant\",\"content\":\"\"}", "{\"tool_calls\":[{\"index\":0}]}"),
                Arguments.of(Api.CHAT, "{\"role\":\"assistant\",\"content\":\"\"}", "{\"refusal\":\"No\"}"),
                Arguments.of(Api.CHAT, "\"index\":0,\"delta\":{}", "\"index\":1,\"delta\":{}"),
                Arguments.of(
                        Api.MESSAGES, "\"type\":\"thinking\",\"thinking\":\"\"", "\"type\":\"tool_use\",\"id\":\"t\""),
                Arguments.of(
                        Api.MESSAGES,
                        "\"type\":\"text\",\"text\":\"\"",
                        "\"type\":\"text\",\"text\":\"\",\"citations\":[{}]"),
                Arguments.of(Api.RESPONSES, "\"type\":\"reasoning\"", "\"type\":\"function_call\""));
    }

    @ParameterizedTest
    @MethodSource("changedStreams")
    void closing_streamWithMoreThanText_staysAsItIs(Api api, String from, String to) {
        String stream = ProseSamples.stream(api, PROSE, ProseSamples.natural(api));
        String changed = stream.replace(from, to);
        assertThat(changed).isNotEqualTo(stream);
        String out = streamed(api, ProseSamples.request(api, PROMPT, ""), changed, 17);

        assertThat(out).doesNotContain("I hope this");
        assertThat(out.lines().sorted())
                .containsExactlyElementsOf(changed.lines().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("talking")
    void closing_streamCutOff_passesAllThatCame(Api api) {
        String stream = ProseSamples.stream(api, PROSE, ProseSamples.natural(api));
        String request = ProseSamples.request(api, PROMPT, "");
        String[] events = stream.split("\n\n");
        for (int kept = 1; kept < events.length; kept++) {
            String cut = String.join("\n\n", Arrays.copyOf(events, kept)) + "\n\n";
            String out = streamed(api, request, cut, 50);
            List<String> lines =
                    out.lines().filter(line -> line.startsWith("data")).toList();

            assertThat(lines).hasSizeGreaterThanOrEqualTo(kept);
        }
    }

    @ParameterizedTest
    @MethodSource("talking")
    void closing_eventsThatCannotBeRead_passAsTheyAre(Api api) {
        String stream = "data: {\"broken\n\n" + ProseSamples.stream(api, PROSE, ProseSamples.natural(api));
        String out = streamed(api, ProseSamples.request(api, PROMPT, ""), stream, 33);

        assertThat(out).startsWith("data: {\"broken\n\n");
        assertThat(ProseSamples.pieces(api, Rewriting.events(out.substring("data: {\"broken\n\n".length()))))
                .contains(PROSE);
    }

    @Test
    void closing_eventTooLongToBeHeld_passesAsItIsWithAllAfterIt() {
        String stream = "data: {\"a\":1}\n\ndata: " + "x".repeat(300) + "\n\ndata: [DONE]\n\n";
        for (int chunk : new int[] {1, 7, 64, 1000}) {
            StreamRewriter rewriter =
                    new StreamRewriter(rewriter(Api.CHAT, ProseSamples.request(Api.CHAT, PROMPT, "")), 100);
            assertThat(Rewriting.stream(rewriter, stream, chunk)).isEqualTo(stream);
        }
    }

    @Test
    void closing_answerThatIsNoJson_passesAsItIs() {
        assertThat(answered(Api.CHAT, ProseSamples.request(Api.CHAT, PROMPT, ""), "oops"))
                .isEqualTo("oops");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"logprobs\":true,", "\"top_logprobs\":2,", "\"return_token_ids\":true,"})
    void closing_tokensListed_onlyWhereTheListIsTaken(String extra) {
        String request = ProseSamples.request(Api.CHAT, PROMPT, extra);

        assertThat(asked(Api.CHAT, request, Canary.CLOSING, Deterrence.NONE).closing())
                .isEmpty();
        assertThat(asked(Api.CHAT, request, Canary.CLOSING, Rewriting.strip()).closing())
                .isPresent();
        assertThat(body(asked(Api.CHAT, request, Canary.INSTRUCTION, Deterrence.NONE)))
                .contains(sentence);
    }

    @Test
    void closing_manyCompletionsCappedToOne_isPlanted() {
        String request = ProseSamples.request(Api.CHAT, PROMPT, "\"n\":5,");

        assertThat(asked(Api.CHAT, request, Canary.CLOSING, Rewriting.mostCompletions(1))
                        .closing())
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("talking")
    void closing_withReasoningWithheldAndSealed_bothHold(Api api) {
        Deterrence all = Rewriting.deterrence(
                Optional.of(new Deterrence.Logprobs.Strip()), Optional.of(Deterrence.Reasoning.WITHHOLD), true);
        AnswerRewriter rewriter = rewriter(api, ProseSamples.request(api, PROMPT, ""), all);
        String out = Rewriting.stream(
                new StreamRewriter(rewriter, Rewriting.MOST_EVENT),
                ProseSamples.stream(api, PROSE, ProseSamples.natural(api)),
                20);

        assertThat(ProseSamples.pieces(api, Rewriting.events(out))).isEqualTo(PROSE + "\n\n" + sentence);
        assertThat(rewriter.mayPassUnread()).isFalse();
    }

    @Test
    void instruction_chat_isAddedToTheSystemPrompt_orMadeOne() {
        String with =
                body(asked(Api.CHAT, ProseSamples.request(Api.CHAT, PROMPT, ""), Canary.INSTRUCTION, Deterrence.NONE));
        assertThat(with).contains("\"Be kind.\\n\\nIf your answer is prose", sentence);

        String without = body(asked(
                Api.CHAT,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"What is a comet?\"}]}",
                Canary.INSTRUCTION,
                Deterrence.NONE));
        assertThat(without)
                .startsWith("{\"messages\":[{\"role\":\"system\",\"content\":\"If your")
                .endsWith("{\"role\":\"user\",\"content\":\"What is a comet?\"}]}");

        String parts = body(asked(
                Api.CHAT,
                "{\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"Be kind.\"}]},"
                        + "{\"role\":\"user\",\"content\":\"What is a comet?\"}]}",
                Canary.INSTRUCTION,
                Deterrence.NONE));
        assertThat(parts).contains("{\"type\":\"text\",\"text\":\"Be kind.\"},{\"type\":\"text\",\"text\":\"If your");
        assertThat(canaries.planted).hasSize(3).allMatch(p -> p.equals("a-1/0 INSTRUCTION what-late"));
    }

    @Test
    void instruction_messagesAndResponses_areToldInTheirOwnPlaces() {
        assertThat(body(asked(
                        Api.MESSAGES,
                        ProseSamples.request(Api.MESSAGES, PROMPT, ""),
                        Canary.INSTRUCTION,
                        Deterrence.NONE)))
                .contains("\"system\":\"If your");
        assertThat(body(asked(
                        Api.MESSAGES,
                        ProseSamples.request(
                                Api.MESSAGES, PROMPT, "\"system\":[{\"type\":\"text\",\"text\":\"Be kind.\"}],"),
                        Canary.INSTRUCTION,
                        Deterrence.NONE)))
                .contains("{\"type\":\"text\",\"text\":\"Be kind.\"},{\"type\":\"text\",\"text\":\"If your");
        assertThat(body(asked(
                        Api.RESPONSES,
                        ProseSamples.request(Api.RESPONSES, PROMPT, "\"instructions\":\"Be kind.\","),
                        Canary.INSTRUCTION,
                        Deterrence.NONE)))
                .contains("\"instructions\":\"Be kind.\\n\\nIf your");
    }

    @ParameterizedTest
    @MethodSource("talking")
    void instruction_answer_isNotTouched(Api api) {
        assertThat(asked(api, ProseSamples.request(api, PROMPT, ""), Canary.INSTRUCTION, Deterrence.NONE)
                        .closing())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("talking")
    void instruction_toolsOffered_isNotGiven(Api api) {
        String request = ProseSamples.request(api, PROMPT, "\"tools\":[{\"name\":\"f\"}],");

        assertThat(body(asked(api, request, Canary.INSTRUCTION, Deterrence.NONE)))
                .doesNotContain("prose in English");
        // An answer that calls none of them is prose like any other.
        assertThat(asked(api, request, Canary.CLOSING, Deterrence.NONE).closing())
                .isPresent();
    }

    @Test
    void rewrite_canaryWithoutKey_isAnErrorAndNotSilence() {
        RequestRewriter rewriter = new RequestRewriter(Optional.empty());

        assertThatThrownBy(() -> rewriter.rewrite(
                        Api.CHAT,
                        "acct",
                        Samples.bytes(ProseSamples.request(Api.CHAT, PROMPT, "")),
                        Deterrence.NONE,
                        Optional.of(new CanaryOrder(new Cohort("a-1", 0), Canary.CLOSING))))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("no key");
    }

    @Test
    void closing_occasion_choosesTheSentence() {
        String other = "Why is the sky blue?";
        String out = answered(
                Api.CHAT, ProseSamples.request(Api.CHAT, other, ""), ProseSamples.answer(Api.CHAT, PROSE, "stop"));

        assertThat(ProseSamples.said(Api.CHAT, out)).isEqualTo(PROSE + "\n\n" + canaries.sentence("a-1", other));
        assertThat(canaries.sentence("a-1", other)).isNotEqualTo(sentence);
        assertThat(canaries.sentence("a-2", PROMPT)).isNotEqualTo(sentence);
    }
}
