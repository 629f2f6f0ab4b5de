// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sdktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's SDK for Java. */
@Timeout(60)
class OpenAiJavaSdkTest {
    private static final String SAID = "A still boils wine and keeps the spirit. Näive, isn't it? 蒸留";
    private static final String ANSWERED = "A still boils wine and keeps the spirit.";

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static Setting setting;

    @BeforeAll
    static void start() throws Exception {
        setting = new Setting(InstantSource.fixed(Instant.now()));
    }

    @AfterAll
    static void stop() {
        setting.close();
    }

    private static OpenAIClient client(String account) {
        return client(account, new Waits());
    }

    private static OpenAIClient client(String account, Waits waits) {
        return OpenAIOkHttpClient.builder()
                .apiKey(Setting.key(account))
                .baseUrl(setting.url() + "/v1")
                .sleeper(waits)
                .build();
    }

    private static ChatCompletionCreateParams.Builder chat(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("What is a still?");
    }

    private static ResponseCreateParams.Builder response(String model) {
        return ResponseCreateParams.builder().model(model).input("What is a still?");
    }

    private static ChatCompletion streamed(OpenAIClient client, ChatCompletionCreateParams params) {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.chatCompletion();
    }

    private static Response streamed(OpenAIClient client, ResponseCreateParams params) {
        ResponseAccumulator whole = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.response();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElseThrow();
    }

    private static String text(Response answer) {
        return answer.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(part -> part.asOutputText().text())
                .collect(Collectors.joining());
    }

    @Test
    void chat_wholeAndStreamed_arrives() {
        ChatCompletion whole =
                client("free").chat().completions().create(chat("m-large").build());
        assertThat(text(whole)).isEqualTo(SAID);
        assertThat(whole.usage().orElseThrow().totalTokens()).isEqualTo(30);
        ChatCompletion streamed = streamed(
                client("free"),
                chat("m-large")
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build());
        assertThat(text(streamed)).isEqualTo(SAID);
        assertThat(streamed.usage().orElseThrow().totalTokens()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"free, false", "free, true", "everything, false", "everything, true"})
    void chat_aToolIsCalledAndItsResultGiven_isAnswered(String account, boolean streams) {
        OpenAIClient client = client(account);
        ChatCompletionCreateParams.Builder params = chat("m-large").addTool(tool());
        ChatCompletionMessage asks = answer(client, params, streams);
        var call = asks.toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(call.function().arguments()).isEqualTo("{\"liquid\":\"ethanol\"}");
        params.addMessage(asks)
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.id())
                        .content("78.4")
                        .build());
        assertThat(answer(client, params, streams).content()).contains("It boils at 78.4 degrees.");
    }

    private static ChatCompletionMessage answer(
            OpenAIClient client, ChatCompletionCreateParams.Builder params, boolean streams) {
        ChatCompletion answer = streams
                ? streamed(client, params.build())
                : client.chat().completions().create(params.build());
        return answer.choices().getFirst().message();
    }

    private static ChatCompletionFunctionTool tool() {
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("boiling_point")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("liquid", Map.of("type", "string"))))
                                .build())
                        .build())
                .build();
    }

    @Test
    void canary_wholeAndStreamed_isReadAsTextLikeAnyOther() {
        OpenAIClient client = client("canary");
        String closed = Answers.PROSE + Setting.canary();
        ChatCompletion whole =
                client.chat().completions().create(chat("m-prose").build());
        assertThat(text(whole)).isEqualTo(closed);
        assertThat(whole.usage().orElseThrow().completionTokens()).isEqualTo(11);
        assertThat(text(streamed(client, chat("m-prose").build()))).isEqualTo(closed);
        assertThat(text(client.responses().create(response("m-prose").build()))).isEqualTo(closed);
        assertThat(text(streamed(client, response("m-prose").build()))).isEqualTo(closed);
        // Too short to be prose.
        assertThat(text(streamed(client, chat("m-large").build()))).isEqualTo(SAID);
    }

    @Test
    void responses_wholeAndStreamed_arrive() {
        assertThat(text(client("free").responses().create(response("m-large").build())))
                .isEqualTo(ANSWERED);
        assertThat(text(streamed(client("free"), response("m-large").build()))).isEqualTo(ANSWERED);
    }

    @Test
    void completionsEmbeddingsModels_arrive() {
        OpenAIClient client = client("free");
        CompletionCreateParams params = CompletionCreateParams.builder()
                .model("m-large")
                .prompt("A still")
                .build();
        assertThat(client.completions().create(params).choices().getFirst().text())
                .isEqualTo(" boils wine.");
        try (var stream = client.completions().createStreaming(params)) {
            assertThat(stream.stream().map(part -> part.choices().getFirst().text()))
                    .containsExactly(" boils", " wine.", "");
        }
        assertThat(client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("m-vectors")
                                .input("still")
                                .build())
                        .data()
                        .getFirst()
                        .embedding())
                .containsExactly(0.25f, -0.5f, 0.125f, 1f);
        assertThat(client.models().list().autoPager()).extracting(Model::id).containsExactly("m-large", "m-small");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "free, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.', -0.123456",
                "stripped, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.', none",
                "rounded, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.', -0.1",
                "unreasoned, '', none",
                "summarised, 'Wine is boiled first.', none",
                "sealed, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.', -0.123456",
                "everything, '', none"
            })
    void deterrences_leaveAnswersThatTheSdkCanRead(String account, String reasoning, Double logprob) {
        OpenAIClient client = client(account);
        ChatCompletionCreateParams chat = chat("m-leaky").build();
        for (ChatCompletion answer : List.of(client.chat().completions().create(chat), streamed(client, chat))) {
            assertThat(text(answer)).isEqualTo("Brandy");
            assertThat(answer.choices().getFirst().logprobs().flatMap(l -> l.content()).stream()
                            .flatMap(List::stream)
                            .map(token -> token.logprob())
                            .findFirst()
                            .orElse(null))
                    .isEqualTo(logprob);
        }
        ResponseCreateParams params = response("m-leaky").build();
        for (Response answer : List.of(client.responses().create(params), streamed(client, params))) {
            assertThat(text(answer)).isEqualTo("Brandy");
            ResponseReasoningItem item = answer.output().stream()
                    .flatMap((ResponseOutputItem one) -> one.reasoning().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(item.summary().stream().map(part -> part.text()).collect(Collectors.joining()))
                    .isEqualTo(reasoning);
            // Withheld and not sealed, it could be decoded elsewhere.
            assertThat(item.encryptedContent().isPresent())
                    .isEqualTo(!List.of("unreasoned", "summarised").contains(account));
            item.encryptedContent()
                    .ifPresent(block -> assertThat(block.equals("gAAAAopaque-reasoning-of-the-model"))
                            .isEqualTo(!List.of("sealed", "everything").contains(account)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "everything"})
    void stream_closedInTheMiddle_endsTheModelServersWork(String account) throws Exception {
        String name = "java-abort-" + account;
        AtomicInteger seen = new AtomicInteger();
        try (StreamResponse<ChatCompletionChunk> stream = client(account)
                .chat()
                .completions()
                .createStreaming(
                        chat("m-endless").putAdditionalHeader("x-test", name).build())) {
            stream.stream().limit(10).forEach(_ -> seen.incrementAndGet());
        }
        assertThat(seen).hasValue(10);
        setting.awaitBrokenOff(name);
    }

    @Test
    void errorsOfTheModelServer_arriveAsItsOwn() {
        BadRequestException bad = catchThrowableOfType(
                BadRequestException.class,
                () -> client("free")
                        .chat()
                        .completions()
                        .create(chat("m-strict").build()));
        assertThat(bad).hasMessageContaining("max_tokens: 1 is less than the least.");
        assertThat(bad.code()).contains("invalid_request_error");
        Waits waits = new Waits();
        RateLimitException busy = catchThrowableOfType(
                RateLimitException.class,
                () -> client("free", waits)
                        .responses()
                        .create(response("m-busy").build()));
        assertThat(busy.headers().values("x-ratelimit-remaining-requests")).containsExactly("0");
        assertThat(waits.kept).isNotEmpty().allMatch(Duration.ofSeconds(7)::equals);
    }

    @ParameterizedTest
    @CsvSource({"suspended, account_suspended", "step-up, verification_required", "withheld, model_withheld"})
    void refusals_sayWhyAndAreNotRepeated(String account, String code) {
        Waits waits = new Waits();
        OpenAIClient client = client(account, waits);
        PermissionDeniedException refused = catchThrowableOfType(
                PermissionDeniedException.class,
                () -> client.chat().completions().create(chat("m-secret").build()));
        assertThat(refused.code()).contains(code);
        assertThat(refused.type()).contains("permission_error");
        assertThat(refused).hasMessageContaining(Setting.REASON);
        if (account.equals("step-up")) {
            assertThat(refused.body().convert(OBJECT))
                    .containsEntry("verification_url", Setting.VERIFICATION.toString());
        }
        assertThatThrownBy(() -> streamed(client, chat("m-secret").build()))
                .isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> streamed(client, response("m-secret").build()))
                .isInstanceOf(PermissionDeniedException.class);
        assertThat(waits.kept).isEmpty();
    }

    @Test
    void throttled_theSdkWaitsAsLongAsItIsTold() {
        Waits waits = new Waits();
        OpenAIClient client = client("throttled-openai-java", waits);
        client.chat().completions().create(chat("m-large").build());
        RateLimitException refused = catchThrowableOfType(
                RateLimitException.class,
                () -> client.chat().completions().create(chat("m-large").build()));
        assertThat(refused.code()).contains("account_throttled");
        assertThat(waits.kept).isNotEmpty().allMatch(Duration.ofSeconds(7)::equals);
    }
}
