// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code stillwatch flink} with a broker and a cluster of processes that know nothing of Stillwatch. */
class FlinkCommandTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private static Path folder;

    private static LocalFlink local;

    @BeforeAll
    static void up() throws Exception {
        local = new LocalFlink(folder, Map.of());
    }

    @AfterAll
    static void down() throws Exception {
        local.close();
    }

    private static Command topics(String name, int partitions) {
        return Command.run(
                "flink",
                "topics",
                "--kafka",
                local.kafka,
                "--partitions",
                partitions,
                "--exchanges",
                name + ".exchanges",
                "--accounts",
                name + ".accounts",
                "--campaigns",
                name + ".campaigns",
                "--assessments",
                name + ".assessments");
    }

    private static List<String> job(String name) {
        return List.of(
                "--kafka",
                local.kafka,
                "--exchanges",
                name + ".exchanges",
                "--accounts",
                name + ".accounts",
                "--campaigns",
                name + ".campaigns",
                "--assessments",
                name + ".assessments",
                "--group",
                name,
                "--every",
                "1h",
                "--late",
                "1s",
                "--checkpoint-every",
                "1s");
    }

    private static Object[] words(List<String> more, String... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(more);
        return all.toArray();
    }

    /** The first exchange of an hour ends the one before. */
    private static List<byte[]> hours(String account, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(hour ->
                        LocalFlink.digest(account, hour, HOUR.multipliedBy(hour).plusMinutes(1)))
                .toList();
    }

    private static String member(String json, String name) {
        Matcher found =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
        assertThat(found.find()).as("%s in %s", name, json).isTrue();
        return found.group(1);
    }

    @Test
    void script_saysWhatRuns_andStartsNothingTwice() throws Exception {
        assertThat(local.script("status")).isZero();
        String before = Files.readString(local.said());

        assertThat(local.script("up")).isZero();
        assertThat(local.said()).content().contains("kafka: runs already", "taskmanager-2: runs already");
        assertThat(local.script("status")).isZero();

        assertThat(local.said()).hasContent(before.strip());
    }

    @Test
    void submit_toAClusterWithoutItsLibraries_runsStopsAndGoesOn() {
        assertThat(topics("submitted", 1).status()).isZero();
        Command submitted = Command.run(words(
                job("submitted"),
                "flink",
                "submit",
                "--cluster",
                local.flink,
                "--slots",
                "1",
                "--wait",
                "5m",
                "--format",
                "json"));
        assertThat(submitted.status()).as(submitted.err()).isZero();
        local.write("submitted.exchanges", "acme", hours("acme", 0, 3));
        assertThat(local.awaitFinding("submitted.accounts", "acme", HOUR)).contains("\"acme\"");

        Command tooMany =
                Command.run(words(job("submitted"), "flink", "submit", "--cluster", local.flink, "--slots", "9"));
        assertThat(tooMany.status()).isEqualTo(2);
        assertThat(tooMany.err()).contains("has 1 free slots", "is to have 9");

        Path savepoints = folder.resolve("saved");
        Command stopped = Command.run(
                "flink",
                "stop",
                member(submitted.out(), "job"),
                "--cluster",
                local.flink,
                "--savepoint",
                savepoints.toUri());
        assertThat(stopped.status()).as(stopped.err()).isZero();
        assertThat(stopped.out()).startsWith("file:").contains("/saved/savepoint-");

        Command again = Command.run(words(
                job("submitted"),
                "flink",
                "submit",
                "--cluster",
                local.flink,
                "--slots",
                "1",
                "--wait",
                "5m",
                "--from-savepoint",
                stopped.out().strip()));
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).contains("runs with 1 slot.\n", "stillwatch flink stop ");
        local.write("submitted.exchanges", "acme", hours("acme", 3, 5));
        String later = local.awaitFinding("submitted.accounts", "acme", HOUR.multipliedBy(4));
        assertThat(member(later, "exchanges"))
                .as("with those of before it was stopped")
                .isEqualTo("4");
    }

    @Test
    void run_stoppedBySignal_savesAndGoesOnFromTheLatest() throws Exception {
        assertThat(topics("run", 1).out())
                .isEqualTo("Made run.accounts, run.assessments, run.campaigns, run.exchanges.\n");
        assertThat(topics("run", 1).out()).isEqualTo("All topics are there.\n");
        Path checkpoints = folder.resolve("run");
        List<String> words = Stream.concat(
                        Stream.of("flink", "run", "--slots", "1", "--checkpoints", checkpoints.toString()),
                        job("run").stream())
                .toList();
        local.write("run.exchanges", "acme", hours("acme", 0, 3));
        local.write("run.exchanges", "acme", List.of(new byte[] {1, 2, 3}));
        Path said = folder.resolve("run.said");
        Process first = LocalFlink.start(said, words);
        try {
            local.awaitFinding("run.accounts", "acme", HOUR);
            assertThat(LocalFlink.stop(first)).as(Files.readString(said)).isZero();
            assertThat(said)
                    .content()
                    .contains(
                            "\n4 exchanges taken",
                            "1 unreadable",
                            "\nStopped with the savepoint file:",
                            "--from-savepoint latest");
        } finally {
            first.destroyForcibly();
        }
        local.write("run.exchanges", "acme", hours("acme", 3, 5));
        List<String> again = Stream.concat(words.stream(), Stream.of("--from-savepoint", "latest", "--format", "json"))
                .toList();
        Process second = LocalFlink.start(said, again);
        try {
            String later = local.awaitFinding("run.accounts", "acme", HOUR.multipliedBy(4));
            assertThat(member(later, "exchanges"))
                    .as("with those of before it was stopped")
                    .isEqualTo("4");
            assertThat(LocalFlink.stop(second)).as(Files.readString(said)).isZero();
            String last = Files.readAllLines(said).getLast();
            assertThat(member(last, "outcome")).isEqualTo("stopped");
            assertThat(member(last, "taken")).as("nothing is read twice").isEqualTo("2");
            assertThat(last).contains("\"savepoint\":\"file:");
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void run_withoutItsTopics_saysHowToMakeThem() {
        Command run = Command.run(words(job("nowhere"), "flink", "run"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "has no topic nowhere.accounts, nowhere.assessments, nowhere.campaigns, nowhere.exchanges",
                        "stillwatch flink topics --kafka " + local.kafka + " --exchanges nowhere.exchanges");
    }

    @Test
    void page_namesCommandsAndOptionsThatThereAre() throws Exception {
        List<String> lines = Files.readString(Path.of("../docs/flink.md"))
                .lines()
                .filter(line -> line.startsWith("$ stillwatch "))
                .map(line -> line.substring("$ stillwatch ".length()))
                .toList();
        StringWriter nowhere = new StringWriter();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(), new PrintWriter(nowhere), new PrintWriter(nowhere), 120, false);
        CommandLine command = Stillwatch.commandLine(terminal);

        assertThat(lines).hasSizeGreaterThan(6);
        assertThat(lines)
                .allSatisfy(line -> assertThatCode(() -> command.parseArgs(line.split(" ")))
                        .as(line)
                        .doesNotThrowAnyException());
        assertThatThrownBy(() -> command.parseArgs("flink", "run", "--kafka", "h:1", "--evry", "5m"))
                .hasMessageContaining("--evry");
    }
}
