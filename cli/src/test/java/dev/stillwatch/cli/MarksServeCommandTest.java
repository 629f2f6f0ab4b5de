// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sampling service as a process, from a key that is made to a mark that is found. */
@Timeout(120)
class MarksServeCommandTest {
    private static final Pattern SAMPLING = Pattern.compile("sampling with 2 marks on http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern ID = Pattern.compile("\"token\":(\\d+)");
    private static final String TOKEN = "s3cret-s3cret-s3cret-s3cret";

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Command marks(String... words) {
        return Command.run(registry(words).toArray());
    }

    private List<String> registry(String... words) {
        List<String> all = new ArrayList<>(List.of("marks"));
        all.addAll(List.of(words));
        all.addAll(List.of("--registry", path("marks.registry"), "--registry-key", path("marks.key")));
        return all;
    }

    @Test
    void serve_sampledByAStack_leavesAMarkThatVerifyFinds() throws Exception {
        assertThat(marks("keys", "new", "acme", "--scheme", "gumbel-vllm", "--tenant", "acme")
                        .status())
                .isZero();
        assertThat(marks("keys", "new", "everybody", "--scheme", "synthid-hf").status())
                .isZero();
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        try (ServeProcess process = new ServeProcess(
                SAMPLING, registry("serve", "--token-file", path("token"), "--listen", "127.0.0.1:0"))) {
            String reply = replies(process.port());
            assertThat(process.stop()).isZero();
            assertThat(String.join("\n", process.said)).doesNotContain("s3cret");
            Files.writeString(folder.resolve("reply.jsonl"), "{\"tokens\":[" + reply + "]}\n");
        }
        Command found = marks("verify", path("reply.jsonl"), "--decoys", "0");
        assertThat(found.status()).isEqualTo(ExitStatus.MARKED);
        assertThat(found.out()).contains("MARKED by acme");
    }

    private static String replies(int port) throws IOException, InterruptedException {
        Random random = new Random(5);
        StringBuilder reply = new StringBuilder();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 150; i++) {
                String candidates = IntStream.range(0, 30)
                        .mapToObj(id ->
                                String.format(Locale.ROOT, "{\"id\":%d,\"logprob\":%.3f}", id, random.nextGaussian()))
                        .collect(Collectors.joining(","));
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/sample"))
                        .header("authorization", "Bearer " + TOKEN)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"tenant\":\"acme\",\"tokens\":[" + reply + "],\"candidates\":[" + candidates + "]}"))
                        .build();
                String answer =
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                Matcher id = ID.matcher(answer);
                assertThat(id.find()).as(answer).isTrue();
                reply.append(reply.isEmpty() ? "" : ",").append(id.group(1));
            }
        }
        return reply.toString();
    }

    @Test
    void serve_thatCannotStart_saysWhatToDo() throws IOException {
        Files.writeString(folder.resolve("token"), TOKEN);
        Command none = marks("serve", "--token-file", path("token"));
        assertThat(none.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(none.err()).contains("serves no mark", "marks keys new");
        Command missing = marks("serve", "--token-file", path("nowhere"));
        assertThat(missing.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(missing.err()).contains("cannot be read");
        Command address = marks("serve", "--token-file", path("token"), "--listen", "here");
        assertThat(address.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(address.err()).contains("--listen takes HOST:PORT");
        Files.writeString(folder.resolve("token"), "s3cret");
        Command weak = marks("serve", "--token-file", path("token"));
        assertThat(weak.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(weak.err()).contains("at least 24").doesNotContain("s3cret");
    }
}
