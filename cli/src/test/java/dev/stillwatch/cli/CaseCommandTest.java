// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Dossier;
import dev.stillwatch.cases.EvidenceKeys;
import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.cases.EvidencePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a scan's report over decisions to a dossier, as an analyst types it. */
class CaseCommandTest {
    private static final String CANARY = "zqcanary7731";

    @TempDir
    private static Path scanned;

    @TempDir
    private Path folder;

    private static Path report;

    @BeforeAll
    static void scan() throws IOException {
        Path log = Files.write(scanned.resolve("log.jsonl"), Sample.campaignLines());
        report = scanned.resolve("report");
        assertThat(Command.run("scan", log, "--out", report).status()).isEqualTo(3);
    }

    @BeforeEach
    void openCases() {
        Command open = run("open", report);
        assertThat(open.status()).as(open.err()).isZero();
        assertThat(open.out()).startsWith("C-").contains("-0001 opened: ");
    }

    /** The words after {@code case}, with this test's store. */
    private Command run(Object... words) {
        List<Object> all = new ArrayList<>(List.of("case"));
        all.addAll(List.of(words));
        all.addAll(List.of("--store", "sqlite:" + store()));
        return Command.run(all.toArray());
    }

    private Path store() {
        return folder.resolve("cases.db");
    }

    private String id() {
        try (CaseStore cases = CaseStore.open(store().toString(), AuditSink.NONE)) {
            return cases.cases(java.util.Set.of()).getFirst().id();
        }
    }

    private String keepEvidence(Path key) {
        try (CaseStore cases = CaseStore.open(store().toString(), AuditSink.NONE)) {
            return cases.vault(EvidenceKeys.inFile(key), EvidenceLimits.DEFAULTS)
                    .keep(
                            id(),
                            "a1",
                            Instant.now(),
                            List.of(new EvidencePart(EvidencePart.Role.PROMPT, CANARY + "\nsecond \u001b[31mline")),
                            Instant.now())
                    .orElseThrow();
        }
    }

    @Test
    void open_again_changesNothing() {
        Command again = run("open", report, "--format", "json");

        assertThat(again.out())
                .isEqualTo("{\"cases\":[{\"id\":\"" + id() + "\",\"outcome\":\"continued\",\"joined\":0}]}\n");
        assertThat(run("list").out()).contains("distillation", " new ").hasLineCount(2);
    }

    @Test
    void decide_thenApproveThenUndo_isShownAtEachStep() {
        Command decided = run("decide", id(), "suspend", "--for", "7d", "--reason", "harvesting", "--by", "ana");
        String action = decided.out().split(" ")[0];
        assertThat(decided.out()).contains("suspend", "proposed, waits for approval");
        assertThat(decided.err()).contains("stillwatch case approve " + action);

        assertThat(run("approve", action, "--by", "ben").out()).contains("in force until");
        assertThat(run("list").out()).contains("acted");
        assertThat(run("approve", action, "--by", "ben").status()).isZero();
        assertThat(run("undo", id(), "--reason", "wrong group").out()).contains("undone by", "wrong group");
        assertThat(run("undo", action, "--reason", "again").status()).isZero();
        assertThat(run("undo", id(), "--reason", "again").err()).contains("nothing in case");
        assertThat(run("show", id()).out()).contains("is open.", action, "undone", "Evidence, log-odds", "History");
    }

    @ParameterizedTest
    @CsvSource({
        "suspend, --for=12h",
        "throttle, --requests=10",
        "step-up, --verify-at=https://example.com/verify",
        "withhold, --model=big",
        "deter, --for=1d12h",
        "observe, --for=P2D"
    })
    void decide_everyMeasure_isInForceOnceApproved(String measure, String option) {
        Command decided =
                run("decide", id(), measure, option, "--reason", "x", "--approve-as", "ben", "--format", "json");

        assertThat(decided.status()).as(decided.err()).isZero();
        assertThat(decided.out())
                .contains("\"kind\":\"" + measure + "\"", "\"status\":\"active\"", "\"pack\":\"by-hand\"");
    }

    @Test
    void feedback_falsePositive_undoesAndCloses() {
        run("decide", id(), "suspend", "--reason", "x", "--approve-as", "ben");

        Command feedback = run("feedback", id(), "false-positive", "--reason", "a class", "--by", "ana");

        assertThat(feedback.out()).contains("false-positive; the case is closed");
        assertThat(run("list").out()).isEqualTo("No case.\n");
        assertThat(run("list", "--all").out()).contains("closed");
        assertThat(run("decide", id(), "suspend", "--reason", "x").err()).contains("false positive");
    }

    @Test
    void reveal_showsTextOnRecordAndNothingSteersTheTerminal() {
        Path key = folder.resolve("key.json");
        String evidence = keepEvidence(key);
        assertThat(run("show", id()).out()).contains(evidence).doesNotContain(CANARY);

        Command reveal = run("reveal", evidence, "--reason", "to check", "--by", "ana", "--evidence-key", key);

        assertThat(reveal.out()).contains("prompt:\n" + CANARY + "\nsecond ").doesNotContain("\u001b");
        assertThat(run("show", id(), "--format", "json").out())
                .contains("\"reveals\":[{\"who\":\"ana\",\"why\":\"to check\"")
                .doesNotContain(CANARY);
        assertThat(run("reveal", "E-2026-9", "--reason", "x", "--evidence-key", key)
                        .err())
                .contains("no evidence E-2026-9; nearest: " + evidence);
    }

    @Test
    void export_writesDossierWithoutTextUnlessRevealed() throws IOException {
        Path key = folder.resolve("key.json");
        keepEvidence(key);
        Path plain = folder.resolve("plain");
        Path full = folder.resolve("full");

        Command export = run("export", id(), "--out", plain);
        Command revealed =
                run("export", id(), "--out", full, "--reveal", "for counsel", "--by", "ana", "--evidence-key", key);

        assertThat(export.out()).contains("SHA-256 of its manifest: ");
        assertThat(revealed.status()).as(revealed.err()).isZero();
        assertThat(Dossier.changed(plain)).isEmpty();
        assertThat(all(plain)).contains(id()).doesNotContain(CANARY);
        assertThat(all(full)).contains(CANARY, "for counsel");
    }

    private static String all(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void unknownCase_namesTheNearest() {
        String near = id().toLowerCase(Locale.ROOT);

        assertThat(run("show", near).status()).isEqualTo(2);
        assertThat(run("show", near).err()).contains("no case " + near + "; nearest: " + id());
        assertThat(run("close", "C-1", "--reason", "x").err()).contains("nearest: " + id());
    }

    @Test
    void close_andPurge_sayWhatTheyDid() {
        assertThat(run("close", id(), "--reason", "done").out()).isEqualTo(id() + " is closed\n");
        assertThat(run("purge").out()).isEqualTo("Removed 0 texts and 0 keys; 0 actions had ended.\n");
    }

    @Test
    void claim_assign_unassign_areShownInTheQueue() {
        assertThat(run("claim", id(), "--by", "ana").out()).isEqualTo(id() + " is with ana\n");
        assertThat(run("claim", id(), "--by", "ana").status()).isZero();
        Command second = run("claim", id(), "--by", "ben");
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.err()).contains("worked on by somebody else");
        assertThat(run("list", "--holder", "ana").out()).contains(id(), "ana");
        assertThat(run("list", "--holder", "ben").out()).isEqualTo("No case.\n");

        assertThat(run("assign", id(), "ben", "--by", "ana").out()).isEqualTo(id() + " is with ben\n");
        assertThat(run("assign", id(), " ", "--by", "ana").status()).isEqualTo(2);
        assertThat(run("list", "--unheld").out()).isEqualTo("No case.\n");
        assertThat(run("unassign", id(), "--by", "ben").out()).isEqualTo(id() + " is with nobody\n");
        assertThat(run("list", "--unheld", "--format", "json").out()).contains("\"id\":\"" + id() + "\"");
        assertThat(run("list", "--unheld", "--holder", "ana").status()).isEqualTo(2);
    }

    @Test
    void note_standsInTheHistory_andCannotSteerTheTerminal() {
        assertThat(run("note", id(), "called\u001b[31m them", "--by", "ana").out())
                .isEqualTo(id() + " has the note\n");
        assertThat(run("show", id()).out()).contains("called", "ana").doesNotContain("\u001b");
        assertThat(run("note", id(), " ").err()).contains("the note is blank");
        assertThat(run("note", id(), "x", "--format", "json").out()).contains("\"kind\":\"note\"");
    }

    @Test
    void reopen_takesUpWhatWasClosed() {
        run("close", id(), "--reason", "done");
        assertThat(run("reopen", id(), "--reason", "it goes on").out()).isEqualTo(id() + " is open\n");
        assertThat(run("reopen", id(), "--reason", "again").status()).isZero();
        assertThat(run("show", id()).out()).contains("it goes on");
    }

    @Test
    void members_inStretches_areAllAndFoundAgain() {
        String all = run("members", id()).out();
        List<String> accounts = all.lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(accounts).hasSizeGreaterThan(3).isSorted();

        Command first = run("members", id(), "--limit", "2");
        assertThat(first.out()).hasLineCount(3).contains(accounts.get(1));
        assertThat(first.err()).contains("--after");
        assertThat(run("members", id(), "--after", accounts.get(1), "--limit", "1", "--format", "json")
                        .out())
                .contains("\"account\":\"" + accounts.get(2) + "\"");
        assertThat(run("members", id(), "--limit", "0").status()).isEqualTo(2);
        assertThat(run("members", "C-1").err()).contains("nearest: " + id());

        run("close", id(), "--reason", "done");
        assertThat(run("find", "--account", accounts.getFirst()).out()).contains(id(), "closed");
        assertThat(run("find", "--account", "nobody-has-this").out()).isEqualTo("No case.\n");
        assertThat(run("find").status()).isEqualTo(2);
    }

    @Test
    void list_inPages_saysWhatIsLeftOut() {
        assertThat(run("list", "--limit", "1", "--order", "score").out()).contains(id());
        Command beyond = run("list", "--offset", "1");
        assertThat(beyond.out()).isEqualTo("No case.\n");
        assertThat(beyond.err()).contains("These are 0 of 1");
        assertThat(run("list", "--limit", "0").status()).isEqualTo(2);
        assertThat(run("list", "--order", "scores").status()).isEqualTo(2);
    }
}
