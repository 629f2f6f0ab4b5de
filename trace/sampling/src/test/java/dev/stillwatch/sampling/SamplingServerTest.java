// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.marks.GumbelVllm;
import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.PlacedTokens;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.SynthIdHf;
import dev.stillwatch.registry.MarkRegistry;
import dev.stillwatch.registry.MarkUse;
import dev.stillwatch.registry.RegisteredMark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SamplingServerTest {
    private static final String TOKEN = "a-token-that-is-long-enough-for-this";
    private static final Pattern SAMPLED =
            Pattern.compile("\\{\"token\":(\\d+),\"marked\":(true|false),\"mark\":\"([^\"]*)\"}");
    private static final int BODY = 1 << 20;

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final HttpClient client = HttpClient.newHttpClient();
    private MarkRegistry registry;
    private SamplingServer server;

    @BeforeEach
    void start() {
        registry = MarkRegistry.at(
                folder.resolve("marks"), KeysetPlace.inFile("registry key", folder.resolve("key.json")), now::get);
        server = SamplingServer.start(
                new SamplingServer.Settings("127.0.0.1", 0, BearerToken.of(TOKEN), BODY, 2),
                new ServedMarks(registry::serving, Duration.ofSeconds(5), now::get),
                new SecureRandom());
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void sample_forATenantTokenByToken_leavesThatTenantsMarkAlone() {
        RegisteredMark acme = registry.add("acme", new MarkUse(GumbelVllm.defaults(), "", "", "acme", ""));
        RegisteredMark other = registry.add("other", new MarkUse(GumbelVllm.defaults(), "", "", "other", ""));
        int[] tokens = new int[0];
        Random random = new Random(1);
        for (int i = 0; i < 120; i++) {
            Sampled sampled = sampled(post("/v1/sample", request("\"tenant\":\"acme\"", tokens, random)));
            assertThat(sampled.mark()).isEqualTo("acme");
            tokens = IntStream.concat(IntStream.of(tokens), IntStream.of(sampled.token()))
                    .toArray();
        }
        assertThat(deviations(acme, tokens)).isGreaterThan(8);
        assertThat(deviations(other, tokens)).isBetween(-4.5, 4.5);
    }

    @Test
    void samples_forSeveralAtOnce_answersInTheirOrder() {
        registry.add("everybody", MarkUse.of(SynthIdHf.defaults()));
        registry.add("group", new MarkUse(SynthIdHf.defaults(), "", "", "", "group"));
        HttpResponse<String> answer = post(
                "/v1/samples",
                "{\"requests\":[{\"candidates\":[{\"id\":7,\"logprob\":0}]},"
                        + "{\"cohort\":\"group\",\"candidates\":[{\"id\":9,\"logprob\":-1},{\"id\":8,\"logprob\":-1e999}]},"
                        + "{\"temperature\":0,\"candidates\":[{\"id\":1,\"logprob\":-2},{\"id\":2,\"logprob\":-1}]}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"samples\":[{\"token\":7,\"marked\":false,\"mark\":\"everybody\"},"
                        + "{\"token\":9,\"marked\":false,\"mark\":\"group\"},"
                        + "{\"token\":2,\"marked\":false,\"mark\":\"everybody\"}]}");
        assertThat(post("/v1/samples", "{\"requests\":[]}").body()).isEqualTo("{\"samples\":[]}");
    }

    @Test
    void sample_afterAKeyWasRotated_usesTheNewOneWithinSeconds() {
        registry.add("acme", MarkUse.of(GumbelVllm.defaults()));
        String body = request("\"tenant\":\"acme\"", new int[] {1, 2}, new Random(2));
        assertThat(sampled(post("/v1/sample", body)).mark()).isEqualTo("acme");
        now.updateAndGet(instant -> instant.plusSeconds(2));
        registry.rotate("acme");
        assertThat(sampled(post("/v1/sample", body)).mark()).isEqualTo("acme");
        now.updateAndGet(instant -> instant.plusSeconds(3));
        assertThat(sampled(post("/v1/sample", body)).mark()).isEqualTo("acme#2");
    }

    @Test
    void sample_whereNoMarkIsServed_refusesInsteadOfLeavingTextUnmarked() {
        registry.add("acme", new MarkUse(GumbelVllm.defaults(), "", "", "acme", ""));
        HttpResponse<String> answer = post("/v1/sample", request("\"tenant\":\"nobody\"", new int[0], new Random(3)));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"no_mark\"").doesNotContain("nobody");
    }

    @Test
    void sample_withoutTheToken_isRefusedWithoutALookAtTheBody() throws Exception {
        for (String header : new String[] {"", "Bearer wrong", "Basic " + TOKEN, "Bearer " + TOKEN + "x"}) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(uri("/v1/sample")).POST(HttpRequest.BodyPublishers.ofString("{not json"));
            if (!header.isEmpty()) {
                request.header("authorization", header);
            }
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("token_refused").doesNotContain(TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{}{}",
                "{\"candidates\":[]}",
                "{\"candidates\":{}}",
                "{\"candidates\":[7]}",
                "{\"candidates\":[{\"id\":7}]}",
                "{\"candidates\":[{\"logprob\":-1}]}",
                "{\"candidates\":[{\"id\":-1,\"logprob\":0}]}",
                "{\"candidates\":[{\"id\":2147483648,\"logprob\":0}]}",
                "{\"candidates\":[{\"id\":99999999999999999999999,\"logprob\":0}]}",
                "{\"candidates\":[{\"id\":1.5,\"logprob\":0}]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":\"0\"}]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":1e999}]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":-1e999}]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":NaN}]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0,\"text\":\"s3cret\"}]}",
                "{\"candidates\":[{\"id\":5,\"logprob\":0},{\"id\":5,\"logprob\":-1}]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"s3cret\":1}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"tokens\":[\"s3cret\"]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"tokens\":[-1]}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"prompt_tokens\":\"s3cret\"}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"tenant\":7}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"temperature\":-1}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"temperature\":101}",
                "{\"candidates\":[{\"id\":1,\"logprob\":0}],\"tokens\":[[[[[[[[[[1]]]]]]]]]]}"
            })
    void sample_ofSomethingElse_saysWhatIsWrongAndQuotesNothing(String body) {
        registry.add("everybody", MarkUse.of(GumbelVllm.defaults()));
        HttpResponse<String> answer = post("/v1/sample", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("unreadable_request").doesNotContain("s3cret");
        HttpResponse<String> batch = post("/v1/samples", "{\"requests\":[" + body + "]}");
        assertThat(batch.statusCode()).isEqualTo(body.isEmpty() ? 200 : 400);
    }

    @Test
    void request_toAnotherPathOrByAnotherMethod_isToldWhatThereIs() throws Exception {
        assertThat(post("/v1/other", "{}").statusCode()).isEqualTo(404);
        HttpResponse<String> get = client.send(
                HttpRequest.newBuilder(uri("/v1/sample"))
                        .header("authorization", "Bearer " + TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(405);
        HttpResponse<String> encoded = client.send(
                HttpRequest.newBuilder(uri("/v1/sample"))
                        .header("authorization", "Bearer " + TOKEN)
                        .header("content-encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(encoded.statusCode()).isEqualTo(415);
        HttpResponse<String> health =
                client.send(HttpRequest.newBuilder(uri("/healthz")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(health.body()).isEqualTo("ok\n");
    }

    @Test
    void sample_withABodyBeyondTheLimit_isRefusedBeforeItsEnd() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            String head = "POST /v1/sample HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + TOKEN
                    + "\r\ncontent-length: 2000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[BODY + 1]);
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void sample_fromAWholeVocabulary_fitsIntoTheBody() {
        registry.add("everybody", MarkUse.of(GumbelVllm.defaults()));
        String candidates = IntStream.range(0, 20_000)
                .mapToObj(id -> "{\"id\":" + id + ",\"logprob\":-9.9}")
                .collect(Collectors.joining(",", "{\"candidates\":[", "]}"));
        assertThat(sampled(post("/v1/sample", candidates)).marked()).isTrue();
    }

    @Test
    void sample_whileTheRegistryIsDamaged_saysSoAndSamplesNothing() throws IOException {
        registry.add("everybody", MarkUse.of(GumbelVllm.defaults()));
        Files.writeString(folder.resolve("marks"), "damaged");
        HttpResponse<String> answer = post("/v1/sample", request("\"tenant\":\"a\"", new int[0], new Random(4)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"registry\"");
    }

    @Test
    void start_onATakenPort_saysSo() {
        assertThatThrownBy(() -> SamplingServer.start(
                                new SamplingServer.Settings("127.0.0.1", server.port(), BearerToken.of(TOKEN), BODY, 1),
                                new ServedMarks(registry::serving, Duration.ofSeconds(5), now::get),
                                new SecureRandom())
                        .close())
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("is taken");
    }

    @Test
    void bearerToken_inAFile_isReadAndNeverTooShort() throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, TOKEN + "\n");
        assertThat(BearerToken.inFile(file).opens(List.of("bearer " + TOKEN))).isTrue();
        Files.writeString(file, "short");
        assertThatThrownBy(() -> BearerToken.inFile(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageNotContaining("short.")
                .hasMessageContaining("at least 24");
        assertThatThrownBy(() -> BearerToken.inFile(folder.resolve("none"))).isInstanceOf(StillwatchException.class);
    }

    private record Sampled(int token, boolean marked, String mark) {}

    private static Sampled sampled(HttpResponse<String> answer) {
        Matcher matcher = SAMPLED.matcher(answer.body());
        assertThat(matcher.matches()).as(answer.body()).isTrue();
        return new Sampled(
                Integer.parseInt(matcher.group(1)), Boolean.parseBoolean(matcher.group(2)), matcher.group(3));
    }

    private static double deviations(RegisteredMark mark, int[] tokens) {
        Scheme scheme = mark.use().scheme();
        KeyedScores scores = scheme.keyed(mark.key());
        PlacedTokens placed = scheme.context().place(new int[0], tokens);
        double[] all = new double[tokens.length];
        scores.scores(placed.tokens(), placed.from(), all);
        double sum = Arrays.stream(all).sum();
        return (sum - all.length) / Math.sqrt(all.length);
    }

    private static String request(String whose, int[] tokens, Random random) {
        String candidates = IntStream.range(0, 40)
                .mapToObj(id ->
                        String.format(Locale.ROOT, "{\"id\":%d,\"logprob\":%.4f}", 100 + id, random.nextGaussian()))
                .collect(Collectors.joining(","));
        String soFar = IntStream.of(tokens).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return "{" + whose + ",\"prompt_tokens\":[1,2,3],\"tokens\":[" + soFar + "],\"candidates\":[" + candidates
                + "],\"temperature\":1.0}";
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> post(String path, String body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(uri(path))
                            .header("authorization", "Bearer " + TOKEN)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
