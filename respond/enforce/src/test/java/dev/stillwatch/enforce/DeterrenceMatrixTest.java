// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.policy.Deterrence;
import dev.stillwatch.policy.Deterrence.Logprobs;
import dev.stillwatch.policy.Deterrence.Reasoning;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every part of a deterrence on every API, in requests, whole answers and streams. */
class DeterrenceMatrixTest {
    private static final List<String> NOTHING = List.of();

    /**
     * One part of a deterrence.
     *
     * @param inRequest words that no request may hold any more
     * @param inAnswer words that no answer may hold any more
     */
    record Part(String name, Deterrence deterrence, List<String> inRequest, List<String> inAnswer) {
        /** The log-probabilities of a response are those of its text, so a rule on reasoning leaves them. */
        List<String> forbidden(Api api) {
            return inAnswer.stream()
                    .filter(word ->
                            api != Api.RESPONSES || deterrence.logprobs().isPresent() || !word.equals(Samples.TOKEN))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<String> NUMBERS =
            List.of("logprobs\":t", "prompt_logprobs", "logprobs\":2", "output_text.logprobs");
    private static final List<String> RAW =
            List.of("return_token_ids", "separate_reasoning", "enable_response_messages");
    private static final List<String> REASONING = List.of(Samples.STEP, Samples.TOKEN, "9001", "output_messages");

    static List<Part> parts() {
        return List.of(
                new Part("strip logprobs", Rewriting.strip(), NUMBERS, List.of(Samples.TOKEN, Samples.DIGITS, "9003")),
                new Part(
                        "round logprobs",
                        Rewriting.logprobs(new Logprobs.Round(1, 1)),
                        List.of("logprobs\":2", "prompt_logprobs"),
                        List.of(Samples.DIGITS, "zqToken2", "prompt_logprobs", "9003")),
                new Part("no bias", Rewriting.noBias(), List.of("logit_bias"), NOTHING),
                new Part("withhold", Rewriting.reasoning(Reasoning.WITHHOLD), RAW, and(REASONING, Samples.FIRST)),
                new Part("summarise", Rewriting.reasoning(Reasoning.SUMMARISE), RAW, REASONING),
                new Part(
                        "withhold and seal",
                        Rewriting.deterrence(Optional.empty(), Optional.of(Reasoning.WITHHOLD), true),
                        RAW,
                        and(REASONING, Samples.FIRST, Samples.BLOCK)),
                new Part(
                        "summarise and seal",
                        Rewriting.deterrence(Optional.empty(), Optional.of(Reasoning.SUMMARISE), true),
                        RAW,
                        and(REASONING, Samples.BLOCK)),
                new Part("cap n", Rewriting.mostCompletions(2), List.of("n\":8", "n\":9", "best_of\":16"), NOTHING),
                new Part(
                        "warm",
                        Rewriting.leastTemperature(0.7),
                        List.of("temperature\":0,", "\"0.0\"", "top_k", "top_p"),
                        NOTHING),
                new Part("keep watermark", Rewriting.keepWatermark(), List.of("watermark"), NOTHING),
                new Part("seal", Rewriting.sealing(), NOTHING, List.of(Samples.BLOCK)));
    }

    private static List<String> and(List<String> words, String... more) {
        return Stream.concat(words.stream(), Arrays.stream(more)).toList();
    }

    static Stream<Arguments> everyPartOnEveryApi() {
        return parts().stream().flatMap(part -> Arrays.stream(Api.values()).map(api -> Arguments.of(part, api)));
    }

    @ParameterizedTest
    @MethodSource("everyPartOnEveryApi")
    void request_underOnePart_asksForNothingForbidden(Part part, Api api) {
        String request =
                Rewriting.request(api, Samples.request(api), part.deterrence()).toString();

        assertThat(request).contains("\"model\":\"m-");
        part.inRequest().forEach(word -> assertThat(request).doesNotContain(word));
    }

    @ParameterizedTest
    @MethodSource("everyPartOnEveryApi")
    void wholeAnswer_underOnePart_holdsNothingForbidden(Part part, Api api) {
        String answer = Rewriting.answer(api, Samples.answer(api), part.deterrence());

        assertThat(answer).contains(Samples.ANSWER);
        part.forbidden(api).forEach(word -> assertThat(answer).doesNotContain(word));
    }

    @ParameterizedTest
    @MethodSource("everyPartOnEveryApi")
    void stream_underOnePart_holdsNothingForbidden(Part part, Api api) {
        String joined = Rewriting.stream(api, Samples.stream(api), part.deterrence());

        assertThat(joined).contains(Samples.ANSWER);
        part.forbidden(api)
                .forEach(word -> assertThat(pieces(joined) + " " + joined).doesNotContain(word));
    }

    /** Words that a client would put together from the pieces. */
    private static String pieces(String stream) {
        StringBuilder all = new StringBuilder();
        for (var event : Rewriting.events(stream)) {
            for (String name : List.of("thinking", "signature", "reasoning_content")) {
                event.findValues(name).forEach(v -> all.append(v.asString()));
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void sample_untouched_holdsEveryWordThatIsHunted(Api api) {
        String answer = Samples.answer(api) + Samples.stream(api);

        assertThat(Rewriting.answer(api, Samples.answer(api), Deterrence.NONE)
                        + Rewriting.stream(api, Samples.stream(api), Deterrence.NONE))
                .satisfies(out -> {
                    for (String word : and(REASONING, Samples.FIRST, Samples.BLOCK, Samples.DIGITS)) {
                        assertThat(out.contains(word)).isEqualTo(answer.contains(word));
                    }
                });
        assertThat(answer.contains(Samples.STEP)).isEqualTo(api != Api.COMPLETIONS && api != Api.EMBEDDINGS);
        assertThat(answer.contains(Samples.TOKEN)).isEqualTo(api != Api.MESSAGES && api != Api.EMBEDDINGS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Api.class,
            names = {"CHAT", "MESSAGES", "RESPONSES"})
    void answer_summarised_keepsTheFirstSentence(Api api) {
        Deterrence summarise = Rewriting.reasoning(Reasoning.SUMMARISE);

        assertThat(Rewriting.answer(api, Samples.answer(api), summarise)).contains(Samples.FIRST);
        assertThat(Rewriting.stream(api, Samples.stream(api), summarise)).contains("zqPlan the ");
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void answer_underEveryPartAtOnce_keepsWhatIsNotReasoning(Api api) {
        Deterrence all = parts().stream().map(Part::deterrence).reduce(Deterrence.NONE, Deterrences::strictest);
        String answer = Rewriting.answer(api, Samples.answer(api), all);

        assertThat(answer).contains(Samples.ANSWER);
        switch (api) {
            case CHAT -> assertThat(answer).contains("{\\\"a\\\":1}", "\"reasoning_tokens\":4");
            case MESSAGES -> assertThat(answer).contains("{\"reasoning\":\"zqArgument\",\"thinking\":\"zqArgument\"}");
            case RESPONSES ->
                assertThat(answer)
                        .contains("{\"reasoning\":\"zqMine\"}", "{\"effort\":\"high\",\"summary\":\"detailed\"}");
            case COMPLETIONS -> assertThat(answer).contains("\"finish_reason\":\"length\"");
            case EMBEDDINGS -> assertThat(answer).contains("0.0123456789012345678");
        }
    }
}
