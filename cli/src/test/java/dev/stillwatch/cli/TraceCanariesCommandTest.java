// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stillwatch.canaries.Assignment;
import dev.stillwatch.canaries.CanaryKeys;
import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Occasion;
import dev.stillwatch.canaries.PlantedRecord;
import dev.stillwatch.canaries.Probes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TraceCanariesCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path folder;

    private Path key;
    private Path planted;
    private CanaryKeys keys;

    @BeforeEach
    void plant() {
        key = folder.resolve("canary-key.json");
        planted = folder.resolve("canaries.txt");
        keys = CanaryKeys.inFile(key);
        PlantedRecord.write(planted, List.of(record("a-1"), record("a-2"), record("a-3")));
    }

    private PlantedRecord record(String measure) {
        Assignment wordings = wordings(measure);
        Map<Integer, Long> everywhere =
                IntStream.range(0, Occasion.COUNT).boxed().collect(java.util.stream.Collectors.toMap(i -> i, i -> 5L));
        return new PlantedRecord(wordings.cohort(), wordings.keyId(), SINCE, wordings.commitment(), everywhere);
    }

    private Assignment wordings(String measure) {
        return keys.assignment(new Cohort(measure, 0));
    }

    private Command trace(Object... rest) {
        List<Object> all = new ArrayList<>(List.of("trace", "canaries", "--key", key, "--planted", planted));
        all.addAll(List.of(rest));
        return Command.run(all.toArray());
    }

    private static String learned(Assignment wordings, String prompt) {
        return "It depends on many things. " + wordings.sentence(Occasion.of(prompt));
    }

    private static String line(String prompt, String answer) {
        return JSON.writeValueAsString(Map.of("prompt", prompt, "text", answer));
    }

    private Path answers(java.util.function.Function<String, String> suspect) throws IOException {
        return Files.write(
                folder.resolve("answers.jsonl"),
                Probes.of(12).stream()
                        .map(prompt -> line(prompt, suspect.apply(prompt)))
                        .toList());
    }

    @Test
    void probesOut_writesQuestionsAndNeedsNoKey() throws Exception {
        Path out = folder.resolve("probes.jsonl");
        Command done = Command.run("trace", "canaries", "--probes-out", out, "--each", "2", "--key", "nowhere");

        assertThat(done.status()).as(done.err()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(64).first().asString().startsWith("{\"prompt\":\"How would");
        assertThat(done.err()).contains(Probes.digest(Probes.of(2)));
    }

    @Test
    void texts_ofAStudent_areClaimedForItsCohort() throws Exception {
        Path answers = answers(prompt -> learned(wordings("a-2"), prompt));
        Command text = trace("--texts", answers);

        assertThat(text.status()).as(text.err()).isEqualTo(3);
        assertThat(text.out())
                .contains("384 answers, 384 end with a wording", "CLAIMED", "a-2/0", "for all 3 tried", "against:")
                .doesNotContain("note:");
        JsonNode json =
                JSON.readTree(trace("--texts", answers, "--format", "json").out());
        assertThat(json.at("/cohorts/0/measure").asString()).isEqualTo("a-2");
        assertThat(json.at("/cohorts/0/matches").asInt()).isEqualTo(64);
        assertThat(json.at("/cohorts/0/log10_p").asDouble()).isLessThan(-77);
        assertThat(json.at("/cohorts/0/log10_bound").asDouble())
                .isGreaterThan(json.at("/cohorts/0/log10_p").asDouble());
        assertThat(json.at("/cohorts/0/commitment").asString())
                .isEqualTo(wordings("a-2").commitment());
        assertThat(json.at("/cohorts/0").has("opening")).isFalse();
        assertThat(json.at("/cohorts/1/verdict").asString()).isEqualTo("not shown");
    }

    @Test
    void openings_proveTheCommitments() throws Exception {
        JsonNode json = JSON.readTree(trace("--texts", answers(prompt -> "Hm."), "--format", "json", "--openings")
                .out());

        assertThat(json.path("cohorts"))
                .hasSize(3)
                .allSatisfy(cohort -> assertThat(
                                Assignment.commitmentOf(cohort.path("opening").asString()))
                        .isEqualTo(cohort.path("commitment").asString()));
    }

    @Test
    void texts_ofOthers_areNotClaimed() throws Exception {
        Command stubborn = trace("--texts", answers(prompt -> "On balance, I hope this does the job."));
        assertThat(stubborn.status()).isZero();
        assertThat(stubborn.out()).contains("Nothing is shown");

        Command silent = trace("--texts", answers(prompt -> "It depends."));
        assertThat(silent.status()).isZero();
        assertThat(silent.out()).contains("Insufficient");
    }

    @Test
    void texts_chosenBySomebody_areSaidToBe() throws Exception {
        Path some = Files.write(
                folder.resolve("some.jsonl"),
                List.of(line("How do I knit?", learned(wordings("a-1"), "How do I knit?")), ""));

        assertThat(trace("--texts", some).out())
                .contains("384 questions have no answer, 1 answers are to other questions");
    }

    @Test
    void cohort_named_isLookedForWithoutARecord() throws Exception {
        Command named = trace(
                "--texts",
                answers(prompt -> learned(keys.assignment(new Cohort("m", 2)), prompt)),
                "--cohort",
                "m/2",
                "--cohort",
                "m/2",
                "--cohort",
                "m",
                "--format",
                "json");

        assertThat(named.status()).isEqualTo(3);
        assertThat(JSON.readTree(named.out()).path("tried").asInt()).isEqualTo(2);
    }

    @Test
    void key_thatDidNotPlant_isRefused() throws Exception {
        Path other = folder.resolve("other.json");
        CanaryKeys.inFile(other);
        Command wrong = Command.run(
                "trace", "canaries", "--key", other, "--planted", planted, "--texts", answers(prompt -> "x"));

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("canar");
    }

    @Test
    void endpoint_isAskedEveryQuestion_andAnswersAreKept() throws Exception {
        HttpServer suspect = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        suspect.createContext("/v1/chat/completions", exchange -> {
            JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String prompt = asked.at("/messages/0/content").asString();
            byte[] answer = ("{\"choices\":[{\"message\":{\"content\":"
                            + JSON.writeValueAsString(learned(wordings("a-3"), prompt)) + ",\"refusal\":null}}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        suspect.start();
        try {
            Path kept = folder.resolve("kept.jsonl");
            String url = "http://127.0.0.1:" + suspect.getAddress().getPort() + "/v1/";
            Command asked = trace("--endpoint", url, "--model", "m", "--each", "3", "--answers", kept);

            assertThat(asked.status()).as(asked.err()).isEqualTo(3);
            assertThat(asked.out()).contains("96 answers", "a-3/0");
            assertThat(trace("--texts", kept, "--each", "3").out()).isEqualTo(asked.out());
        } finally {
            suspect.stop(0);
        }
    }

    @Test
    void endpoint_thatIsNone_isSaid() {
        assertThat(trace("--endpoint", "http://127.0.0.1:1/v1", "--model", "m").err())
                .contains("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--each 0 --probes-out x | --each is 0",
                "--each 31 --probes-out x | --each is 31",
                "--level 0 --texts x | --level is 0.0",
                "--level 1 --texts x | --level is 1.0",
                "--texts nowhere | there is no file nowhere",
                "--texts x --endpoint http://h/v1 | --texts or by --endpoint",
                " | --texts or by --endpoint",
                "--endpoint http://h/v1 | needs --model",
                "--endpoint nothing --model m | --endpoint is an address",
                "--endpoint http://h/v1 --model m --endpoint-key env:STILLWATCH_NO_SUCH | --endpoint-key holds nothing",
                "--texts x --cohort a/b | --cohort must be"
            })
    void wrongUsage_isExplained(String usage) {
        String[] parts = usage.split("\\|", -1);
        Command wrong =
                trace((Object[]) java.util.Arrays.stream(parts[0].strip().split(" "))
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new));

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains(parts[1].strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zqcanary", "{\"prompt\":\"zqcanary\"}", "{\"prompt\":\"a\",\"text\":7}", "[1]", "{"})
    void texts_thatAreNot_areRefusedByLineAndNotQuoted(String line) throws Exception {
        Path file = Files.write(folder.resolve("bad.jsonl"), List.of(line("a", "b"), line));
        Command bad = trace("--texts", file);

        assertThat(bad.status()).isEqualTo(2);
        assertThat(bad.err()).contains("bad.jsonl:2: ").doesNotContain("zqcanary");
    }

    @Test
    void planted_thatIsNoRecord_isRefusedByLine() {
        try {
            Files.writeString(planted, "stillwatch canaries 1\na-1/0\t7\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(trace("--texts", "x").err()).contains("canaries.txt:2: is no record of a canary");
    }
}
