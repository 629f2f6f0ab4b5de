// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Probability;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusMixTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void run_corpora_everyItemIsDealtOnce() throws IOException {
        corpora();
        List<LabelledExchange> all = run();

        List<String> harvested = all.stream()
                .filter(one -> one.kind() == Kind.CAMPAIGN)
                .map(Traffic::asked)
                .toList();
        assertThat(harvested)
                .hasSize(200)
                .doesNotHaveDuplicates()
                .contains("item 0\n\ninput 0", "item 199\n\ninput 199");
        assertThat(all).extracting(one -> one.exchange().time()).isSorted();
    }

    @Test
    void run_arenaUsers_keepTheirGrouping() throws IOException {
        corpora();
        Set<Set<String>> users = Traffic.byAccount(run()).values().stream()
                .filter(list -> list.getFirst().kind() == Kind.PERSON)
                .map(list -> list.stream().map(Traffic::asked).collect(Collectors.toSet()))
                .collect(Collectors.toSet());

        assertThat(users).contains(Set.of("hello from u1", "and more", "again u1"), Set.of("hello from u2"));
    }

    @Test
    void run_jobs_comeDeclaredByPaymentAndAlone() throws IOException {
        corpora();
        List<LabelledExchange> jobs =
                run().stream().filter(one -> one.kind() == Kind.EVALUATION).toList();
        Set<String> organisations = new HashSet<>();
        jobs.forEach(one -> one.exchange().organisation().ifPresent(organisations::add));

        assertThat(organisations).hasSize(1);
        assertThat(jobs.stream()
                        .map(one -> one.exchange().billing().payment().orElseThrow())
                        .distinct())
                .hasSize(3);
        assertThat(Traffic.byAccount(jobs)).hasSize(5);
    }

    @Test
    void run_missingCorpus_isNamed() {
        assertThatThrownBy(this::run)
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("alpaca52k.jsonl.gz is missing");
    }

    @Test
    void promptFolder_ofAScenario_peopleSendItsPrompts() throws IOException {
        corpora();
        Scenario scenario = Traffic.scenario("benign=30", "campaigns=0", "prompts=" + folder.resolve("benign"));
        List<LabelledExchange> openings = Traffic.of(scenario, 1).stream()
                .filter(one -> one.kind() == Kind.PERSON)
                .filter(one -> one.exchange().request().messages().size() == 1)
                .toList();

        assertThat(openings)
                .isNotEmpty()
                .allSatisfy(one ->
                        assertThat(Traffic.asked(one)).matches("hello from u\\d|again u1|question of somebody \\d+"));
    }

    @Test
    void promptFolder_withoutPrompts_isRefused() {
        assertThatThrownBy(() -> PromptFolder.read(folder))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("holds no prompts");
        assertThatThrownBy(() -> PromptFolder.read(folder.resolve("nowhere")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("is no folder");
    }

    @Test
    void corpusFile_malformedLine_isLocatedWithoutItsText() throws IOException {
        Path file = folder.resolve("bad.jsonl");
        Files.writeString(file, "{\"prompt\":\"fine\"}\n{\"prompt\": secret words\n");

        assertThatThrownBy(() -> CorpusFile.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("secret");
    }

    private List<LabelledExchange> run() {
        List<LabelledExchange> all = new ArrayList<>();
        new CorpusMix(folder, 10, 0, START, Duration.ofDays(3), new Probability(0)).run(1, all::add);
        return all;
    }

    private void corpora() throws IOException {
        write(
                "campaign/alpaca52k.jsonl.gz",
                200,
                "{\"instruction\":\"item %1$d\",\"input\":\"input %1$d\",\"output\":\"x\"}");
        write("benign/koala.jsonl.gz", 60, "{\"prompt\":\"question of somebody %d\"}");
        write("benign/arena_users.jsonl.gz", 1, """
                {"user":"u1","ts":1682354167.5,"turns":["hello from u1","and more"]}
                {"user":"u2","ts":1682356744.1,"turns":["hello from u2"]}
                {"user":"u1","ts":1682456744.1,"turns":["again u1"]}""");
        write("benign_hard/gsm8k.jsonl.gz", 40, "{\"split\":\"test\",\"question\":\"sum %d?\"}");
        write("benign_hard/rubric_grading.jsonl.gz", 20, "{\"file\":\"f\",\"prompt\":\"grade %d\"}");
        write("benign_hard/t0_template_jobs.jsonl.gz", 20, "{\"task\":\"t\",\"prompt\":\"job %d\"}");
    }

    private void write(String name, int rows, String format) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        String text =
                IntStream.range(0, rows).mapToObj(i -> String.format(format, i)).collect(Collectors.joining("\n"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
