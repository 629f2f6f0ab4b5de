// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proving ground as the command line shows it. */
class RangeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void traffic_list_showsEveryPreset() {
        assertThat(Command.run("range", "traffic", "--list").out()).contains("small", "wide", "qwen-28.8m-45d");
    }

    @Test
    void traffic_sameSeed_writesTheSameBytes() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Path three = folder.resolve("three");

        Command made = traffic(one, 7);
        traffic(two, 7);
        traffic(three, 8);

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).containsPattern("^[0-9,]+ exchanges of [0-9]+ accounts, and [0-9,]+ of a baseline, in ");
        assertThat(one.resolve("traffic.jsonl.gz")).hasSameBinaryContentAs(two.resolve("traffic.jsonl.gz"));
        assertThat(Files.mismatch(one.resolve("truth.csv"), three.resolve("truth.csv")))
                .isNotEqualTo(-1);
        assertThat(one.resolve("baseline.jsonl.gz")).isNotEmptyFile();
        assertThat(Files.readAllLines(one.resolve("truth.csv")))
                .startsWith("account,kind,campaign")
                .anyMatch(line -> line.endsWith(",campaign,c2"));
    }

    private static Command traffic(Path out, int seed) {
        return Command.run(
                "range",
                "traffic",
                "small",
                "--scale",
                0.02,
                "--days",
                1,
                "--baseline-days",
                0.5,
                "--campaigns",
                2,
                "--seed",
                seed,
                "--compression",
                "gzip",
                "--out",
                out);
    }

    @Test
    void evaluate_seeds_printsIntervalsAndLeavesNothingBehind() throws IOException {
        long before = temporaryFolders();

        Command score = Command.run(
                "range",
                "evaluate",
                "small",
                "--scale",
                0.03,
                "--days",
                1,
                "--seeds",
                2,
                "--alarm-every",
                24,
                "--format",
                "json");

        assertThat(score.status()).as(score.err()).isZero();
        assertThat(score.out())
                .contains(
                        "\"seeds\":[1,2]",
                        "account TPR at FPR 0.1 %",
                        "leaked before alarm, c1",
                        "FPR by verdict, person");
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    private static long temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("stillwatch-"))
                    .count();
        }
    }

    @Test
    void evaluate_labelledFolder_scoresIt() {
        Path made = folder.resolve("made");
        traffic(made, 3);

        Command score = Command.run("range", "evaluate", "--log", made, "--alarm-every", 12);

        assertThat(score.status()).as(score.err()).isZero();
        assertThat(score.out()).contains("leaked before alarm, c1", "leaked before alarm, c2", "campaign recall");
    }

    @Test
    void attack_smallBudget_isKeptAndReported() {
        Command attack = attack(3, "json");

        assertThat(attack.status()).as(attack.err()).isZero();
        assertThat(attack.out())
                .contains("\"trials\":3", "\"account\":7.0", "\"knobs\":{}", "\"conclusion\":\"")
                .containsPattern("(\"knobs\":[^\\]]*){3}");
        assertThat(attack.err()).contains("trial 1 of 3: ", "trial 3 of 3: ");
        assertThat(attack(1, "text").out()).contains("an account counts as 7 requests", "as it starts");
    }

    private static Command attack(int budget, String format) {
        return Command.run(
                "range",
                "attack",
                "--scale",
                0.3,
                "--days",
                1,
                "--budget",
                budget,
                "--seeds",
                1,
                "--account-price",
                7,
                "--format",
                format);
    }

    @Test
    void mix_corpora_becomeALabelledLog() throws IOException {
        for (String name : new String[] {
            "campaign/alpaca52k",
            "benign/arena_users",
            "benign/chats",
            "benign_hard/gsm8k",
            "benign_hard/rubric_grading",
            "benign_hard/t0_template_jobs"
        }) {
            corpus(name, 60);
        }
        Path out = folder.resolve("mixed");

        Command made = Command.run("range", "mix", folder, "--out", out, "--accounts", 5, "--days", 1);

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(Files.readAllLines(out.resolve("truth.csv")))
                .filteredOn(line -> line.endsWith(",campaign,alpaca"))
                .hasSize(5);
    }

    private void corpus(String name, int rows) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        Files.createDirectories(file.getParent());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append("{\"id\":\"%d\",\"prompt\":\"Say number %d of %s\",\"user\":\"u%d\",\"ts\":%d,\"task\":\"t\"}%n"
                    .formatted(i, i, name, i % 7, 1_700_000_000 + i));
        }
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
