// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sdktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageContentParam;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.ThinkingBlock;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's SDK for Java. */
@Timeout(60)
class AnthropicJavaSdkTest {
    private static final String ANSWERED = "A still boils wine and keeps the spirit.";
    private static final String SIGNATURE = "EqQBopaque-signature-of-the-model";

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

    private static AnthropicClient client(String account) {
        return client(account, new Waits());
    }

    private static AnthropicClient client(String account, Waits waits) {
        return AnthropicOkHttpClient.builder()
                .apiKey(Setting.key(account))
                .baseUrl(setting.url())
                .sleeper(waits)
                .build();
    }

    private static MessageCreateParams.Builder ask(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(2048).addUserMessage("What is a still?");
    }

    private static Message answer(AnthropicClient client, MessageCreateParams params, boolean streams) {
        if (!streams) {
            return client.messages().create(params);
        }
        MessageAccumulator whole = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.message();
    }

    private static String text(Message message) {
        return message.content().getLast().asText().text();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void canary_isReadAsTextLikeAnyOther(boolean streams) {
        Message answer = answer(client("canary"), ask("m-prose").build(), streams);
        assertThat(text(answer)).isEqualTo(Answers.PROSE + Setting.canary());
        assertThat(answer.content()).hasSize(1);
        assertThat(answer.usage().outputTokens()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messages_ordinary_arrive(boolean streams) {
        Message answer = answer(client("free"), ask("m-large").build(), streams);
        assertThat(text(answer)).isEqualTo(ANSWERED);
        assertThat(answer.usage().outputTokens()).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({"free, false", "free, true", "sealed, false", "sealed, true", "everything, false", "everything, true"})
    void tool_calledWhileThinking_itsResultIsAnswered(String account, boolean streams) {
        AnthropicClient client = client(account);
        String name = "java-tool-" + account + streams;
        MessageCreateParams.Builder params = ask("m-large")
                .putAdditionalHeader("x-test", name)
                .enabledThinking(1024)
                .addTool(tool());
        Message asks = answer(client, params.build(), streams);
        ThinkingBlock thought = asks.content().getFirst().asThinking();
        assertThat(thought.signature().equals(SIGNATURE)).isEqualTo(account.equals("free"));
        ToolUseBlock call = asks.content().getLast().asToolUse();
        assertThat(call._input().convert(OBJECT)).isEqualTo(Map.of("liquid", "ethanol"));
        params.addMessage(asks)
                .addUserMessage(MessageContentParam.ofContentBlockParams(
                        List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                .toolUseId(call.id())
                                .content("78.4")
                                .build()))));
        assertThat(text(answer(client, params.build(), streams))).isEqualTo("It boils at 78.4 degrees.");
        assertThat(setting.model
                        .asked(name)
                        .get(1)
                        .body()
                        .path("messages")
                        .path(1)
                        .path("content")
                        .path(0)
                        .path("signature")
                        .asString(""))
                .as("the model gets back what it signed")
                .isEqualTo(SIGNATURE);
    }

    private static Tool tool() {
        return Tool.builder()
                .name("boiling_point")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("liquid", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "free, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.'",
        "observed, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.'",
        "stripped, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.'",
        "rounded, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.'",
        "sealed, 'Wine is boiled first. Then the vapour is cooled. So it is brandy.'",
        "unreasoned, ''",
        "summarised, 'Wine is boiled first.'",
        "everything, ''"
    })
    void deterrences_leaveAnswersThatTheSdkCanRead(String account, String thinking) {
        for (boolean streams : new boolean[] {false, true}) {
            Message answer =
                    answer(client(account), ask("m-leaky").enabledThinking(1024).build(), streams);
            assertThat(answer.content().getFirst().asThinking().thinking()).isEqualTo(thinking);
            assertThat(answer.content().get(1).isRedactedThinking()).isTrue();
            assertThat(text(answer)).isEqualTo("Brandy");
        }
    }

    @Test
    void tokensAndModels_arrive() {
        assertThat(client("free")
                        .messages()
                        .countTokens(MessageCountTokensParams.builder()
                                .model("m-large")
                                .addUserMessage("What is a still?")
                                .build())
                        .inputTokens())
                .isEqualTo(19);
        assertThat(client("free").models().list().autoPager())
                .extracting(ModelInfo::id)
                .containsExactly("m-large", "m-small");
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "everything"})
    void stream_closedInTheMiddle_endsTheModelServersWork(String account) throws Exception {
        String name = "java-abort-" + account;
        AtomicInteger seen = new AtomicInteger();
        try (StreamResponse<RawMessageStreamEvent> stream = client(account)
                .messages()
                .createStreaming(
                        ask("m-endless").putAdditionalHeader("x-test", name).build())) {
            stream.stream().limit(10).forEach(_ -> seen.incrementAndGet());
        }
        assertThat(seen).hasValue(10);
        setting.awaitBrokenOff(name);
    }

    @Test
    void errorsOfTheModelServer_arriveAsItsOwn() {
        BadRequestException bad = catchThrowableOfType(
                BadRequestException.class,
                () -> client("free").messages().create(ask("m-strict").build()));
        assertThat(bad.apiMessage()).contains("max_tokens: 1 is less than the least.");
        Waits waits = new Waits();
        assertThatThrownBy(() ->
                        client("free", waits).messages().create(ask("m-busy").build()))
                .isInstanceOf(RateLimitException.class);
        assertThat(waits.kept).isNotEmpty().allMatch(Duration.ofSeconds(7)::equals);
    }

    @ParameterizedTest
    @CsvSource({"suspended, account_suspended", "step-up, verification_required", "withheld, model_withheld"})
    void refusals_sayWhyAndAreNotRepeated(String account, String code) {
        for (boolean streams : new boolean[] {false, true}) {
            Waits waits = new Waits();
            PermissionDeniedException refused = catchThrowableOfType(
                    PermissionDeniedException.class,
                    () -> answer(client(account, waits), ask("m-secret").build(), streams));
            assertThat(refused.errorCode()).contains(code);
            assertThat(refused.apiMessage().orElseThrow()).contains(Setting.REASON);
            if (account.equals("step-up")) {
                assertThat(refused.body().convert(OBJECT))
                        .extractingByKey("error")
                        .extracting("details")
                        .extracting("verification_url")
                        .isEqualTo(Setting.VERIFICATION.toString());
            }
            assertThat(waits.kept).isEmpty();
        }
    }

    @Test
    void throttled_theSdkWaitsAsLongAsItIsTold() {
        Waits waits = new Waits();
        AnthropicClient client = client("throttled-anthropic-java", waits);
        client.messages().create(ask("m-large").build());
        RateLimitException refused = catchThrowableOfType(
                RateLimitException.class,
                () -> client.messages().create(ask("m-large").build()));
        assertThat(refused.errorCode()).contains("account_throttled");
        assertThat(waits.kept).isNotEmpty().allMatch(Duration.ofSeconds(7)::equals);
    }
}
