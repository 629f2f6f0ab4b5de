// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stillwatch.marks.GumbelVllm;
import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.MarkKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trace model}, on texts of a perfect student and against a server that is busy now and then. */
class TraceModelCommandTest {
    private static final int WORDS = 90;
    private static final KeyedScores KEY = new GumbelVllm(1, 0, false).keyed(new MarkKey.Word(3_141_592_653_589_793L));

    @TempDir
    private Path folder;

    private Path key;
    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void prepare() throws IOException {
        key = Files.writeString(folder.resolve("key"), "3141592653589793\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** A student that chose every so many of its words as the key prefers, among twenty that may follow. */
    private static int[] story(double share, SplittableRandom random) {
        int[] tokens = new int[200];
        for (int i = 1; i < tokens.length; i++) {
            boolean marked = random.nextDouble() < share;
            int chosen = -1;
            double most = -1;
            for (int candidate = 0; candidate < 20; candidate++) {
                int token = (tokens[i - 1] * 31 + candidate * 7) % WORDS;
                double score = marked ? KEY.score(new int[] {tokens[i - 1], token}, 1) : random.nextDouble();
                if (score > most) {
                    most = score;
                    chosen = token;
                }
            }
            tokens[i] = chosen;
        }
        return tokens;
    }

    private Path stories(String name, double share, int count, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add("{\"tokens\":" + Arrays.toString(story(share, random)) + "}");
        }
        return Files.write(folder.resolve(name), lines);
    }

    private Command trace(Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                "trace", "model", "--scheme", "gumbel-vllm", "--param", "context-width=1", "--key", "file:" + key));
        all.addAll(List.of(more));
        return Command.run(all.toArray());
    }

    @Test
    void texts_ofAStudentOfMarkedText_showTheMark() throws IOException {
        Command found = trace(
                "--texts", stories("suspect.jsonl", 0.05, 150, 1),
                "--reference", stories("ours.jsonl", 0, 300, 2),
                "--control", stories("clean.jsonl", 0, 150, 3),
                "--seed", 1);

        assertThat(found.status()).as(found.err()).isEqualTo(ExitStatus.MARKED);
        assertThat(found.out()).contains("MARK FOUND", "control:", "200 decoy keys", "as published");
        assertThat(found.out()).doesNotContain("note:", "3141592653589793");
    }

    @Test
    void texts_inJson_holdEvidenceAndCurve() throws IOException {
        Command found = trace(
                "--texts",
                stories("suspect.jsonl", 0.05, 150, 1),
                "--reference",
                stories("ours.jsonl", 0, 300, 2),
                "--format",
                "json",
                "--seed",
                1);

        assertThat(found.out())
                .contains("\"outcome\":\"mark-found\"", "\"log10_bound\":-", "\"decoys\":200", "\"curve\":[{")
                .contains("no --control was given")
                .endsWith("}\n");
    }

    @Test
    void texts_ofAStudentOfUnmarkedText_showNothing() throws IOException {
        Command nothing = trace(
                "--texts", stories("suspect.jsonl", 0, 150, 1),
                "--reference", stories("ours.jsonl", 0, 300, 2),
                "--seed", 1);

        assertThat(nothing.status()).isEqualTo(ExitStatus.OK);
        assertThat(nothing.out()).contains("no mark shown; that does not clear the suspect");
    }

    @Test
    void control_thatShowsTheMarkToo_takesTheClaimAway() throws IOException {
        Path suspect = stories("suspect.jsonl", 0.05, 150, 1);

        Command both = trace("--texts", suspect, "--reference", stories("ours.jsonl", 0, 300, 2), "--control", suspect);

        assertThat(both.status()).isEqualTo(ExitStatus.OK);
        assertThat(both.out()).contains("NOTHING TO CLAIM");
    }

    @Test
    void texts_tooFew_areTooLittle() throws IOException {
        Command few = trace("--texts", stories("suspect.jsonl", 0, 5, 1));

        assertThat(few.status()).isEqualTo(ExitStatus.TOO_LITTLE);
        assertThat(few.out()).contains("too little text to tell", "no --reference was given");
    }

    @Test
    void key_inSoManyWords_isRefused() throws IOException {
        Command shown = Command.run(
                "trace", "model", "--texts", stories("s.jsonl", 0, 1, 1), "--scheme", "gumbel-vllm", "--key", "12345");

        assertThat(shown.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(shown.err()).contains("file:PATH or env:NAME").doesNotContain("12345");
    }

    @Test
    void textsAndEndpoint_together_areWrong() {
        assertThat(trace("--texts", "a", "--endpoint", "http://localhost/v1").status())
                .isEqualTo(ExitStatus.USAGE);
        assertThat(trace().status()).isEqualTo(ExitStatus.USAGE);
        assertThat(trace("--endpoint", "http://localhost/v1").status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void commands_ofThePage_exitAsThePageSays() throws IOException {
        stories("suspect.jsonl", 0.05, 150, 1);
        stories("ours.jsonl", 0, 300, 2);
        stories("clean.jsonl", 0, 150, 3);
        Files.copy(key, folder.resolve("mark-key"));
        Matcher block = Pattern.compile("<!-- run: exit (\\d) -->\\n```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/radioactivity.md")));
        int ran = 0;
        while (block.find()) {
            for (String line : block.group(2).lines().toList()) {
                Object[] words = Arrays.stream(line.split(" "))
                        .skip(1)
                        .map(word -> word.replaceFirst("^(file:)?([a-z]+\\.jsonl|mark-key)$", "$1" + folder + "/$2"))
                        .toArray();
                Command command = Command.run(words);
                assertThat(command.status())
                        .as("%s%n%s", line, command.err())
                        .isEqualTo(Integer.parseInt(block.group(1)));
                ran++;
            }
        }
        assertThat(ran).isEqualTo(3);
    }

    private void suspectAnswers(int statusOfEveryThird) {
        SplittableRandom random = new SplittableRandom(5);
        server.createContext("/v1/chat/completions", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            if (requests.incrementAndGet() % 3 == 0) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                answer(exchange, statusOfEveryThird, "busy");
                return;
            }
            String said;
            synchronized (random) {
                said = IntStream.of(story(0, random)).mapToObj(id -> "w" + id).collect(Collectors.joining(" "));
            }
            answer(exchange, 200, "{\"choices\":[{\"message\":{\"content\":\"" + said + "\"}}]}");
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Object[] asking(Object... more) throws IOException {
        String words = IntStream.range(0, WORDS)
                .mapToObj(id -> "\"w" + id + "\":" + id)
                .collect(Collectors.joining(","));
        Path tokenizer = Files.writeString(
                folder.resolve("tokenizer.json"),
                "{\"version\":\"1.0\",\"added_tokens\":[],\"pre_tokenizer\":{\"type\":\"WhitespaceSplit\"},"
                        + "\"model\":{\"type\":\"WordLevel\",\"unk_token\":\"w0\",\"vocab\":{" + words + "}}}");
        Path prompts = Files.write(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, 10)
                        .mapToObj(i -> "{\"prompt\":\"secretquestion" + i + "\"}")
                        .toList());
        Path secret = Files.writeString(folder.resolve("secret"), "sk-secret\n");
        List<Object> all = new ArrayList<>(List.of(
                "--endpoint",
                "http://localhost:" + server.getAddress().getPort() + "/v1",
                "--model",
                "m",
                "--prompts",
                prompts,
                "--tokenizer",
                tokenizer,
                "--endpoint-key",
                "file:" + secret,
                "--answers",
                folder.resolve("answers.jsonl")));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void endpoint_thatIsBusyNowAndThen_isAskedAgainAndOnlyForWhatIsOpen() throws IOException {
        suspectAnswers(429);

        Command asked = trace(asking());

        assertThat(asked.status()).as(asked.err()).isEqualTo(ExitStatus.TOO_LITTLE);
        assertThat(asked.out()).contains("read: 10 texts, ");
        assertThat(asked.out() + asked.err()).doesNotContain("secretquestion", "sk-secret");
        assertThat(authorizations).containsExactly("Bearer sk-secret");
        Path answers = folder.resolve("answers.jsonl");
        List<String> lines = Files.readAllLines(answers);
        assertThat(lines).hasSize(10);

        // Cut off in the midst of the last answer: that one is asked again, and no other.
        Files.writeString(
                answers,
                String.join("\n", lines.subList(0, 9)) + "\n" + lines.get(9).substring(0, 40));
        int before = requests.get();
        assertThat(trace(asking()).out()).contains("read: 10 texts, ");
        assertThat(requests.get() - before).isBetween(1, 2);
        assertThat(Files.readAllLines(answers)).hasSize(10);
    }

    @Test
    void endpoint_withFewRequestsAllowed_saysWhatIsOpen() throws IOException {
        suspectAnswers(503);

        Command asked = trace(asking("--requests", 4, "--concurrency", 1));

        assertThat(asked.out()).contains("7 questions were not asked");
        assertThat(requests.get()).isEqualTo(4);
    }

    @Test
    void endpoint_thatRefuses_isNamedWithoutWhatWasAsked() throws IOException {
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 401, "no secretquestion for you");
        });

        Command refused = trace(asking());

        assertThat(refused.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(refused.err())
                .contains("status 401", "--endpoint-key")
                .doesNotContain("secretquestion", "sk-secret");
    }

    @Test
    void endpoint_thatSpeaksSomethingElse_isRefused() throws IOException {
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, 200, "<html>"));

        assertThat(trace(asking()).err()).contains("does not answer as chat completions do");
    }

    @Test
    void answers_ofOtherQuestions_areNotMixedIn() throws IOException {
        suspectAnswers(429);
        Files.writeString(folder.resolve("answers.jsonl"), "{\"number\":99,\"text\":\"w1\"}\n");

        assertThat(trace(asking()).err()).contains("name a new file by --answers");
        assertThat(requests.get()).isZero();
    }
}
