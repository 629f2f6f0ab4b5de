// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.policy.Deterrence.Reasoning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRewriterTest {
    private static final Deterrence WITHHOLD = Rewriting.reasoning(Reasoning.WITHHOLD);
    private static final Deterrence SUMMARISE = Rewriting.reasoning(Reasoning.SUMMARISE);

    private static String choice(String choice, Deterrence deterrence) {
        String out = Rewriting.answer(Api.CHAT, "{\"choices\":[" + choice + "]}", deterrence);
        return out.substring("{\"choices\":[".length(), out.length() - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reasoning\":\"zqStep\"",
                "\"reasoning_content\":\"zqStep\"",
                "\"thinking\":\"zqStep\"",
                "\"Reasoning_Content\":\"zqStep\"",
                "\"reasoning\":{\"content\":\"zqStep\",\"steps\":[\"zqStep\",{\"text\":\"zqStep\"}]}",
                "\"reasoning\":[\"zqStep\",[\"zqStep\"],{\"text\":\"zqStep\"},7]",
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"zqStep\"}],\"closed\":true},"
                        + "{\"type\":\"text\",\"text\":\"ok\"}]",
                "\"provider_specific_fields\":{\"reasoning_content\":\"zqStep\"}",
                "\"model_extra\":{\"deep\":[{\"reasoning_content\":\"zqStep\"}]}"
            })
    void rewrite_reasoningInAnyShapeOfAMessage_isWithheld(String members) {
        String message = "{\"index\":0,\"message\":{\"role\":\"assistant\"," + members + "}}";

        assertThat(choice(message, WITHHOLD)).isEqualTo(message.replace("zqStep", ""));
        assertThat(choice(message.replace("message\"", "delta\""), WITHHOLD)).doesNotContain("zqStep");
    }

    @Test
    void needed_forPartsOfADeterrence_saysWhichChangeAnswers() {
        DeterrenceMatrixTest.parts()
                .forEach(part -> assertThat(AnswerRewriter.needed(part.deterrence()))
                        .isEqualTo(!part.inAnswer().isEmpty()));
    }

    @Test
    void rewrite_thinkTagsInTheText_arePartOfTheAnswer() {
        String message = "{\"message\":{\"content\":\"<think>zqStep</think>zqAnswer\"}}";

        assertThat(choice(message, WITHHOLD)).isEqualTo(message);
    }

    @Test
    void rewrite_summaryOfSeveralParts_isTheFirstSentenceOfTheFirst() {
        assertThat(Rewriting.answer(Api.RESPONSES, Samples.answer(Api.RESPONSES), SUMMARISE))
                .contains("\"summary\":[{\"type\":\"summary_text\",\"text\":\"zqPlan the work.\"},"
                        + "{\"type\":\"summary_text\",\"text\":\"\"}]");
    }

    @Test
    void rewrite_choicesAndBlocks_haveSentencesOfTheirOwn() {
        assertThat(Rewriting.answer(
                        Api.CHAT,
                        "{\"choices\":[{\"message\":{\"reasoning\":\"One. a\"}},{\"message\":{\"reasoning\":\"Two. b\"}}]}",
                        SUMMARISE))
                .contains("\"One.\"", "\"Two.\"");
        assertThat(Rewriting.answer(
                        Api.MESSAGES,
                        "{\"content\":[{\"type\":\"thinking\",\"thinking\":\"One. a\"},{\"type\":\"thinking\",\"thinking\":\"Two. b\"}]}",
                        SUMMARISE))
                .contains("\"One.\"", "\"Two.\"");
    }

    @Test
    void rewrite_responsesEncryptedContentNotSealed_isTakenWithTheText() {
        assertThat(Rewriting.answer(Api.RESPONSES, Samples.answer(Api.RESPONSES), WITHHOLD))
                .doesNotContain(Samples.BLOCK);
    }

    @Test
    void rewrite_messagesSignatureNotSealed_stays() {
        assertThat(Rewriting.answer(Api.MESSAGES, Samples.answer(Api.MESSAGES), WITHHOLD))
                .contains("\"signature\":\"zqBlock1\"", "\"data\":\"zqBlock2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"content\":[{\"token\":\"a\",\"logprob\":-0.06,\"prob\":0.9,\"id\":7}]}"
                        + " | {\"content\":[{\"token\":\"a\",\"logprob\":-0.1}]}",
                "{\"content\":[{\"token\":\"a\",\"logprob\":-9999.0,\"top_logprobs\":[7,{\"token\":\"b\",\"logprob\":-1.25}]}]}"
                        + " | {\"content\":[{\"token\":\"a\",\"logprob\":-9999.0,\"top_logprobs\":[7]}]}",
                "{\"content\":[\"x\",3],\"refusal\":null} | {\"content\":[],\"refusal\":null}",
                "{\"tokens\":[\"a\"],\"token_logprobs\":[-1e-999999999,1e999999999,null,\"-0.123\"]}"
                        + " | {\"tokens\":[\"a\"],\"token_logprobs\":[0,null,null,null]}",
                "{\"top_logprobs\":[{\"a\":-3.14,\"b\":-0.24,\"c\":\"x\"},null]} | {\"top_logprobs\":[{\"b\":-0.2},null]}",
                "{\"other\":{\"a\":-0.123}} | {}",
                "\"zq\" | null",
                "null | null",
                "[{\"token\":\"a\",\"logprob\":-0.16,\"top_logprobs\":[]}] | [{\"token\":\"a\",\"logprob\":-0.2,\"top_logprobs\":[]}]"
            })
    void rewrite_logprobsRounded_keepWhatTheApisDocument(String given, String kept) {
        assertThat(choice("{\"logprobs\":" + given + "}", Rewriting.logprobs(new Logprobs.Round(1, 1))))
                .isEqualTo("{\"logprobs\":" + kept + "}");
    }

    @Test
    void rewrite_logprobsRoundedToNothing_areWholeNumbersOfTheTokenAlone() {
        assertThat(choice(
                        "{\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-0.6,\"top_logprobs\":[{\"token\":\"a\",\"logprob\":-0.6}]}]}}",
                        Rewriting.logprobs(new Logprobs.Round(0, 0))))
                .isEqualTo("{\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-1,\"top_logprobs\":[]}]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"prompt_logprobs\":[{\"1\":{\"logprob\":-0.123}}]",
                "\"meta_info\":{\"output_token_logprobs\":[[-0.123,1,null]]}",
                "\"hidden_states\":[[-0.123]]",
                "\"sglext\":{\"routed_experts\":\"-0.123\"}",
                "\"completion_probabilities\":[{\"prob\":-0.123}]",
                "\"avg_logprobs\":-0.123"
            })
    void rewrite_otherViewsIntoTheModel_areTakenUnderEitherRule(String member) {
        for (Deterrence rule : new Deterrence[] {Rewriting.strip(), Rewriting.logprobs(new Logprobs.Round(5, 6))}) {
            for (Api api : new Api[] {Api.CHAT, Api.COMPLETIONS, Api.RESPONSES, Api.MESSAGES}) {
                assertThat(Rewriting.answer(api, "{" + member + ",\"choices\":[{" + member + "}]}", rule))
                        .doesNotContain("-0.123");
            }
        }
    }

    @Test
    void rewrite_countOfAlternativesThatResponsesRepeat_stays() {
        assertThat(Rewriting.answer(Api.RESPONSES, "{\"top_logprobs\":5,\"output\":[]}", Rewriting.strip()))
                .isEqualTo("{\"top_logprobs\":5,\"output\":[]}");
    }

    @Test
    void rewrite_error_passesAsItIs() {
        String error =
                "{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";

        for (Api api : Api.values()) {
            assertThat(Rewriting.answer(api, error, WITHHOLD)).isEqualTo(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>zqStep</html>", "[]", "{\"a\":1,\"a\":2}", "{\"a\":"})
    void rewrite_notOneObject_isEmpty(String body) {
        assertThat(Rewriting.answers(Api.CHAT, WITHHOLD).rewrite(Samples.bytes(body)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":7}",
                "{\"choices\":[7,null,[],{\"message\":[]}]}",
                "{\"output\":{},\"content\":7,\"choices\":null}",
                "{\"output\":[7,{\"type\":7,\"content\":\"x\"}]}"
            })
    void rewrite_unexpectedShapes_pass(String body) {
        for (Api api : Api.values()) {
            assertThat(Rewriting.answer(api, body, WITHHOLD)).isEqualTo(body);
        }
    }
}
