// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code profile} and {@code trace suspect}, on models that have habits of their own or a teacher's. */
class TraceSuspectCommandTest {
    private static final int QUESTIONS = 120;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path profiles;

    @BeforeEach
    void addProfiles() throws IOException {
        profiles = folder.resolve("profiles");
        for (int teacher = 1; teacher <= 2; teacher++) {
            add("teacher-" + teacher, answers(teacher, teacher, 0), "family-" + teacher, "teacher");
        }
        for (int decoy = 0; decoy < 5; decoy++) {
            add("decoy-" + decoy, answers(10 + decoy, 10 + decoy, 0), "series-" + decoy, "decoy");
        }
    }

    @Test
    void suspect_thatLearntFromATeacher_isNamedWithWhatSpeaksForItAndAgainst() throws IOException {
        Command result = suspect(write("student.jsonl", answers(50, 2, 0.7)));

        assertThat(result.status()).as(result.err()).isEqualTo(3);
        assertThat(result.out())
                .startsWith("LEARNT FROM family-2")
                .contains("innocent models", "for ", "against ", "family-1");
    }

    @Test
    void suspect_ofItsOwnHabits_cannotBeTold() throws IOException {
        Command result = suspect(write("own.jsonl", answers(51, 51, 0)), "--format", "json");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("\"conclusion\":\"cannot-tell\"", "\"chance\":", "\"leads_of_decoys\":[", "\"phrases\":[");
    }

    @Test
    void suspect_whoseBaseHadItAll_cannotBeTold() throws IOException {
        Path student = write("student.jsonl", answers(50, 2, 0.7));

        assertThat(suspect(student, "--base", student).status()).isZero();
    }

    @Test
    void suspect_amongRowsOfManyModels_isPickedOut() throws IOException {
        Path file = folder.resolve("all.jsonl.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : rows("student", answers(50, 2, 0.7))) {
                out.write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            for (String line : rows("other", answers(51, 51, 0))) {
                out.write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }

        assertThat(suspect(file, "--rows-of", "student").status()).isEqualTo(3);
        assertThat(suspect(file, "--rows-of", "other").status()).isZero();
        assertThat(suspect(file, "--rows-of", "nobody").status()).isEqualTo(2);
    }

    @Test
    void suspect_behindAnEndpoint_isAskedAndNamed() throws IOException {
        List<String> learnt = answers(50, 2, 0.7);
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", exchange -> {
            asked.incrementAndGet();
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Matcher question = Pattern.compile("question (\\d+)").matcher(body.toString());
            byte[] answer = question.find()
                    ? JSON.writeValueAsBytes(Map.of(
                            "choices",
                            List.of(Map.of(
                                    "message",
                                    Map.of(
                                            "role",
                                            "assistant",
                                            "content",
                                            learnt.get(Integer.parseInt(question.group(1))))))))
                    : new byte[0];
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(answer.length == 0 ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            Path prompts = Files.write(
                    folder.resolve("prompts.jsonl"),
                    IntStream.range(0, QUESTIONS)
                            .mapToObj(i -> "{\"prompt\":\"question " + i + "\"}")
                            .toList());

            Command result = Command.run(
                    "trace",
                    "suspect",
                    "--endpoint",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                    "--model",
                    "m",
                    "--prompts",
                    prompts,
                    "--answers",
                    folder.resolve("answers.jsonl"),
                    "--profiles",
                    profiles);

            assertThat(result.status()).as(result.err()).isEqualTo(3);
            assertThat(result.out()).startsWith("LEARNT FROM family-2");
            assertThat(asked).hasValue(QUESTIONS);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void suspect_withFewAnswers_isTooLittle() throws IOException {
        Command result = suspect(write("few.jsonl", answers(50, 2, 0.7).subList(0, 40)));

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.out()).startsWith("INSUFFICIENT").contains("40 prompts in common");
    }

    @Test
    void suspect_inAFileThatIsNone_saysSoWithoutQuotingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), "canary-4711\n");

        Command result = suspect(file);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("bad.jsonl").doesNotContain("canary-4711");
    }

    @Test
    void list_afterAdding_namesRolesFamiliesAndVersions() throws IOException {
        add("teacher-1", answers(1, 1, 0), "family-1", "teacher");

        assertThat(Command.run("profile", "list", "--profiles", profiles).out())
                .contains("teacher-1", "version 2", "decoy", "family series-3", "120 answers");
        assertThat(Command.run("profile", "list", "--profiles", profiles, "--format", "json")
                        .out())
                .contains("{\"model\":\"teacher-1\",\"version\":2,\"role\":\"teacher\",\"family\":\"family-1\"");
    }

    @Test
    void list_whereNothingWasAdded_saysHowTo() {
        Command result = Command.run("profile", "list", "--profiles", folder.resolve("none"));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("profile add");
    }

    private Command suspect(Path texts, Object... more) {
        List<Object> all = new ArrayList<>(List.of("trace", "suspect", "--texts", texts, "--profiles", profiles));
        all.addAll(List.of(more));
        return Command.run(all.toArray());
    }

    private void add(String name, List<String> answers, String family, String role) throws IOException {
        Command result = Command.run(
                "profile",
                "add",
                name,
                write(name + ".jsonl", answers),
                "--family",
                family,
                "--role",
                role,
                "--profiles",
                profiles);
        assertThat(result.status()).as(result.err()).isZero();
    }

    private Path write(String name, List<String> answers) throws IOException {
        return Files.write(folder.resolve(name), rows("m", answers));
    }

    private static List<String> rows(String model, List<String> answers) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            rows.add("{\"model\":\"" + model + "\",\"instruction\":\"question " + i + "\",\"output\":\""
                    + answers.get(i) + "\"}");
        }
        return rows;
    }

    /** Answers of words that a model likes, or, in a share of them, its teacher. */
    private static List<String> answers(long habit, long teacher, double share) {
        SplittableRandom random = new SplittableRandom(habit);
        List<String> answers = new ArrayList<>();
        for (int question = 0; question < QUESTIONS; question++) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                long of = random.nextDouble() < share ? teacher : habit;
                words.add("word" + new SplittableRandom(of * 1_000 + random.nextInt(30)).nextInt(150));
            }
            answers.add(String.join(" ", words));
        }
        return answers;
    }
}
