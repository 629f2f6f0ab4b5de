// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.enforce.RequestRewriter.Outcome;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRewriterTest {
    private static final Deterrence WITHHOLD = Rewriting.reasoning(Reasoning.WITHHOLD);

    /** What becomes of members beside a model. */
    private static String members(Api api, String members, Deterrence deterrence) {
        String out = Rewriting.request(api, "{\"model\":\"m\"," + members + "}", deterrence)
                .toString();
        return out.equals("{\"model\":\"m\"}") ? "" : out.substring("{\"model\":\"m\",".length(), out.length() - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"logit_bias\":{\"1\":5}",
                "\"Logit_Bias\":{\"1\":5}",
                "\"logitBias\":{\"1\":5}",
                "\"LOGIT_BIAS\":{\"1\":5}",
                "\"logit_bia\u017f\":{\"1\":5}",
                "\"logit_bias\":[[1,5]]",
                "\"logits_processors\":[\"x\"]",
                "\"custom_logit_processor\":\"x\"",
                "\"allowed_token_ids\":[1]",
                "\"bad_words\":[\"x\"]"
            })
    void rewrite_biasUnderAnyName_isRemoved(String bias) {
        assertThat(members(Api.CHAT, bias, Rewriting.noBias())).isEmpty();
        for (String holder : new String[] {"extra_body", "vllm_xargs", "sampling_params", "options", "Parameters"}) {
            assertThat(members(Api.CHAT, "\"" + holder + "\":{\"extra_body\":{" + bias + "}}", Rewriting.noBias()))
                    .isEqualTo("\"" + holder + "\":{\"extra_body\":{}}");
        }
    }

    @Test
    void rewrite_settingsNamesInContentToolsAndSchemas_stay() {
        String content = "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"logit_bias\"}]}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\","
                + "\"properties\":{\"n\":{\"type\":\"integer\"},\"temperature\":{\"type\":\"number\"},\"watermark\":{}}}}}],"
                + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{\"properties\":{"
                + "\"logprobs\":{},\"watermark\":{}}}}},\"metadata\":{\"n\":\"9\",\"watermark\":\"no\"}";
        Deterrence all = DeterrenceMatrixTest.parts().stream()
                .map(DeterrenceMatrixTest.Part::deterrence)
                .reduce(Deterrence.NONE, Deterrences::strictest);

        assertThat(members(Api.CHAT, content, all)).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n\":1 | \"n\":1",
                "\"n\":8 | \"n\":2",
                "\"n\":\"8\" | \"n\":2",
                "\"n\":\" 8 \" | \"n\":2",
                "\"n\":8.0 | \"n\":2",
                "\"n\":1e9 | \"n\":2",
                "\"n\":1e999999999 | \"n\":2",
                "\"n\":\"1_0\" | \"n\":2",
                "\"n\":[8] | \"n\":2",
                "\"n\":-1 | \"n\":2",
                "\"N\":8 | \"N\":2",
                "\"n\":null | \"n\":null",
                "\"best_of\":8,\"num_return_sequences\":8 | \"best_of\":2,\"num_return_sequences\":2"
            })
    void rewrite_completions_areCapped(String asked, String sent) {
        assertThat(members(Api.CHAT, asked, Rewriting.mostCompletions(2))).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"temperature\":1 | \"temperature\":1",
                "\"temperature\":0.70 | \"temperature\":0.70",
                "\"temperature\":0 | \"temperature\":0.7",
                "\"temperature\":\"0\" | \"temperature\":0.7",
                "\"temperature\":1e-9 | \"temperature\":0.7",
                "\"temperature\":-1 | \"temperature\":0.7",
                "\"temperature\":false | \"temperature\":0.7",
                "\"temperature\":\"nan\" | \"temperature\":0.7",
                "\"temperature\":null | \"temperature\":null",
                "\"Temperature\":0 | \"Temperature\":0.7",
                "\"top_k\":50 | \"top_k\":50",
                "\"top_k\":-1 | \"top_k\":-1"
            })
    void rewrite_temperature_isRaised(String asked, String sent) {
        assertThat(members(Api.CHAT, asked, Rewriting.leastTemperature(0.7))).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"top_k\":1",
                "\"top_k\":\"1\"",
                "\"top_k\":true",
                "\"top_p\":0.0",
                "\"min_p\":0.9",
                "\"use_beam_search\":true",
                "\"do_sample\":false",
                "\"mirostat\":2",
                "\"samplers\":[\"top_k\"]"
            })
    void rewrite_greedySampling_isRemoved(String asked) {
        assertThat(members(Api.COMPLETIONS, asked, Rewriting.leastTemperature(0.7)))
                .isEmpty();
    }

    @Test
    void rewrite_temperatureOfMessages_staysWithinTheApisRange() {
        assertThat(members(Api.MESSAGES, "\"temperature\":0.2", Rewriting.leastTemperature(1.5)))
                .isEqualTo("\"temperature\":1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"watermark\":false",
                "\"watermarking\":false",
                "\"watermarking_config\":{}",
                "\"enable_watermark\":0",
                "\"waterMark\":null,\"Watermarking\":0"
            })
    void rewrite_optOutOfMarks_isRemoved(String asked) {
        assertThat(members(Api.CHAT, asked, Rewriting.keepWatermark()).replace("\"waterMark\":null", ""))
                .isEmpty();
        assertThat(members(Api.CHAT, "\"vllm_xargs\":{\"watermark\":\"off\"}", Rewriting.keepWatermark()))
                .isEqualTo("\"vllm_xargs\":{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"logprobs\":true,\"top_logprobs\":20 | \"logprobs\":true,\"top_logprobs\":3",
                "\"top_logprobs\":-1 | \"top_logprobs\":3",
                "\"top_logprobs\":\"20\" | \"top_logprobs\":3",
                "\"logprobs\":20 | \"logprobs\":3",
                "\"logprobs\":\"20\" | \"logprobs\":3",
                "\"logprobs\":2 | \"logprobs\":2",
                "\"n_probs\":50 | \"n_probs\":3",
                "\"extra_body\":{\"top_logprobs\":20} | \"extra_body\":{\"top_logprobs\":3}",
                "\"echo\":true,\"logprobs\":1 | \"echo\":true",
                "\"logprobs\":1,\"extra_body\":{\"Echo\":\"1\"} | \"extra_body\":{\"Echo\":\"1\"}",
                "\"echo\":false,\"logprobs\":1 | \"echo\":false,\"logprobs\":1"
            })
    void rewrite_logprobsRounded_areCapped(String asked, String sent) {
        assertThat(members(Api.CHAT, asked, Rewriting.logprobs(new Logprobs.Round(3, 2))))
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"prompt_logprobs\":5",
                "\"logprob_token_ids\":[1,2]",
                "\"logprob_start_len\":0",
                "\"return_hidden_states\":true",
                "\"return_routed_experts\":true"
            })
    void rewrite_otherViewsIntoTheModel_areRemovedUnderEitherRule(String asked) {
        assertThat(members(Api.CHAT, asked, Rewriting.strip())).isEmpty();
        assertThat(members(Api.CHAT, asked, Rewriting.logprobs(new Logprobs.Round(3, 2))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"include_reasoning\":true | \"include_reasoning\":false",
                "\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"} | \"reasoning\":{\"effort\":\"high\"}",
                "\"reasoning\":{\"exclude\":false} | \"reasoning\":{\"exclude\":true}",
                "\"reasoning_effort\":\"high\" | \"reasoning_effort\":\"high\""
            })
    void rewrite_reasoningWithheld_isNotAskedFor(String asked, String sent) {
        assertThat(members(Api.CHAT, asked, WITHHOLD)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"separate_reasoning\":false",
                "\"reasoning_format\":\"raw\"",
                "\"reasoning_in_content\":true",
                "\"return_token_ids\":true",
                "\"extra_body\":{\"separate_reasoning\":false}"
            })
    void rewrite_reasoningAskedForInOtherPlaces_isNot(String asked) {
        assertThat(members(Api.CHAT, asked, WITHHOLD).replace("\"extra_body\":{}", ""))
                .isEmpty();
    }

    @Test
    void rewrite_thinkingOfMessagesWithheld_usesTheVendorsOwnWay() {
        assertThat(members(Api.MESSAGES, "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}", WITHHOLD))
                .isEqualTo("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024,\"display\":\"omitted\"}");
        assertThat(members(Api.MESSAGES, "\"thinking\":{\"type\":\"disabled\"}", WITHHOLD))
                .isEqualTo("\"thinking\":{\"type\":\"disabled\"}");
    }

    @Test
    void rewrite_encryptedReasoning_isAskedForOnlyWhereItIsSealed() {
        String include = "\"include\":[\"reasoning.encrypted_content\",\"file_search_call.results\"]";
        Deterrence sealed = Deterrences.strictest(WITHHOLD, Rewriting.sealing());

        assertThat(members(Api.RESPONSES, include, WITHHOLD)).isEqualTo("\"include\":[\"file_search_call.results\"]");
        assertThat(members(Api.RESPONSES, include, sealed)).isEqualTo(include);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{\"n\":1,\"n\":2}",
                "{\"n\":1,\"\\u006e\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{} {}",
                "{}x",
                "{\"n\":NaN}",
                "{\"n\":01}",
                "{'n':1}",
                "{\"n\":1,}",
                "/* */{}"
            })
    void rewrite_bodyThatServersMayReadOtherwise_isRefused(String body) {
        assertThat(Rewriting.outcome(Api.CHAT, body, WITHHOLD))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Unreadable.class));
    }

    @Test
    void rewrite_deeplyNestedOrBrokenText_isRefused() {
        assertThat(Rewriting.outcome(Api.CHAT, "{\"a\":" + "[".repeat(100_000), WITHHOLD))
                .isInstanceOf(Outcome.Refused.class);
        byte[] broken = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'};
        assertThat(new RequestRewriter(java.util.Optional.empty()).rewrite(Api.CHAT, "acct", broken, WITHHOLD))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void rewrite_otherEncodingsOfJson_areUnderstoodAndSentAsUtf8() {
        byte[] utf16 = "{\"model\":\"m\",\"logit_bias\":{}}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(new RequestRewriter(java.util.Optional.empty()).rewrite(Api.CHAT, "acct", utf16, Rewriting.noBias()))
                .isInstanceOfSatisfying(
                        Outcome.Rewritten.class,
                        sent -> assertThat(StandardCharsets.UTF_8
                                        .decode(sent.body().bytes())
                                        .toString())
                                .isEqualTo("{\"model\":\"m\"}"));
    }

    @Test
    void rewrite_numbersAndTextNotConcerned_keepTheirDigits() {
        String members = "\"seed\":12345678901234567890,\"x\":0.10000000000000000001,\"y\":\"\u00e9\uD83D\uDE00\\\\\"";

        assertThat(members(Api.CHAT, members, WITHHOLD)).isEqualTo(members);
    }
}
