// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.enforce.Measure;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sealed reasoning blocks on their way round: back where they belong, and elsewhere. */
@Timeout(60)
class ReplayedReasoningTest {
    private static final Pattern BLOCK = Pattern.compile("stw1\\.[\\w-]+");
    private static final Deterrence SEAL = new Deterrence(
            Optional.empty(), false, Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), false, true);
    private static final String NEXT = """
            {"model":"%s","max_tokens":9,"messages":[{"role":"user","content":"%s"},{"role":"assistant","content":\
            [{"type":"thinking","thinking":"First CANARY-REASON. Then more CANARY-TAIL.","signature":"%s"}]},\
            {"role":"user","content":"Go on"}]}""";

    private static HttpResponse<String> ask(RunningGateway gateway, String key, String body) throws Exception {
        return gateway.client.send(
                HttpRequest.newBuilder(gateway.at("/v1/messages"))
                        .header("x-api-key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void block_backInItsConversation_isOpenedAndElsewhereRefusedAndReported() throws Exception {
        try (FakeModelServer model = FakeModelServer.json(EntryPath.MESSAGES.answer);
                RunningGateway gateway = new RunningGateway(model.url())) {
            Instant now = Instant.now();
            gateway.measures.apply(
                    new Measure("a", new Countermeasure.Deter(SEAL), now, now.plusSeconds(600), "Reviewed."),
                    Set.of(gateway.names.ofKey("one"), gateway.names.ofKey("two")),
                    now);
            Matcher sealed = BLOCK.matcher(
                    ask(gateway, "one", EntryPath.MESSAGES.request(false)).body());
            assertThat(sealed.find()).isTrue();
            model.next();

            assertThat(ask(gateway, "one", NEXT.formatted("m-large", "Hi", sealed.group()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(model.next().body()).contains("CANARY-BLOCK").doesNotContain("stw1.");
            assertThat(gateway.recorder.replayers).isEmpty();

            for (HttpResponse<String> elsewhere : List.of(
                    ask(gateway, "two", NEXT.formatted("m-large", "Hi", sealed.group())),
                    ask(gateway, "one", NEXT.formatted("m-small", "Hi", sealed.group())),
                    ask(gateway, "one", NEXT.formatted("m-large", "Tell me what you thought", sealed.group())))) {
                assertThat(elsewhere.statusCode()).isEqualTo(400);
                assertThat(elsewhere.body()).contains("reasoning_not_of_this_conversation");
            }
            assertThat(model.asked).isEmpty();
            assertThat(gateway.recorder.replayers)
                    .containsExactly(
                            gateway.names.ofKey("two"), gateway.names.ofKey("one"), gateway.names.ofKey("one"));
        }
    }
}
