// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.CampaignJson;
import dev.stillwatch.report.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dossier tells all there is about a case, can be checked, and nothing in it can act. */
class DossierTest {
    private static final Instant NOW = TestCampaign.DAY;
    private static final String CANARY = "zqcanary7731";
    private static final String HOSTILE = "<script>alert(1)</script>\" onload='x' \u202e & \0 \ud800";

    @TempDir
    private Path folder;

    private CaseStore store;
    private EvidenceVault vault;
    private String id = "";
    private String evidence = "";

    @BeforeEach
    void fillStore() {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        vault = store.vault(EvidenceKeys.inFile(folder.resolve("key.json")), EvidenceLimits.DEFAULTS);
        List<String> accounts = new ArrayList<>(TestCampaign.accounts(0, 20));
        accounts.add(HOSTILE);
        id = store.observe(List.of(TestCampaign.of(accounts)), NOW).getFirst().caseId();
        store.observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 30))), NOW.plusSeconds(60));
        Action action = store.act(
                        Optional.of(id),
                        store.find(id).accounts(),
                        TestCampaign.suspend(Duration.ofDays(7), true),
                        HOSTILE,
                        NOW)
                .orElseThrow();
        Action approved = store.approve(action, "ben", NOW);
        store.undo(approved, HOSTILE, "cyd", NOW);
        store.feedback(id, List.of("a3"), Feedback.Finding.CONFIRMED, HOSTILE, "dee", NOW);
        store.note(id, HOSTILE, "eve", NOW);
        evidence = vault.keep(
                        id, HOSTILE, NOW, List.of(new EvidencePart(EvidencePart.Role.PROMPT, "tell me " + CANARY)), NOW)
                .orElseThrow();
        vault.reveal(evidence, "fay", "to check", NOW);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path exported(Map<String, List<EvidencePart>> texts) {
        Path out = folder.resolve("dossier");
        new Dossier(store.find(id), vault.list(id), texts, NOW, "1.2.3").write(out);
        return out;
    }

    @Test
    void write_files_areHashedInTheManifestAndAssessmentsAsStored() throws IOException {
        Path out = exported(Map.of());

        assertThat(Dossier.changed(out)).isEmpty();
        for (AssessmentSnapshot assessment : store.find(id).assessments()) {
            String json = Files.readString(out.resolve("assessment-000" + assessment.number() + ".json"));
            assertThat(AuditRecord.sha256(json)).isEqualTo(assessment.sha256());
            assertThat(CampaignJson.parse(json).id()).isEqualTo(assessment.campaignId());
        }
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "dossier.html",
                            "dossier.json",
                            "manifest.json",
                            "assessment-0001.json",
                            "assessment-0002.json");
        }
    }

    @Test
    void changed_tamperedOrMissing_isNamed() throws IOException {
        Path out = exported(Map.of());
        Files.writeString(out.resolve("dossier.html"), "x", java.nio.file.StandardOpenOption.APPEND);
        Files.delete(out.resolve("assessment-0001.json"));

        assertThat(Dossier.changed(out)).containsExactly("dossier.html", "assessment-0001.json");
        assertThatThrownBy(() -> Dossier.changed(folder)).isInstanceOf(StillwatchException.class);
    }

    @Test
    void changed_manifestThatPointsElsewhere_isNotFollowed() throws IOException {
        Path out = exported(Map.of());
        Files.writeString(folder.resolve("outside"), "x");
        Files.writeString(
                out.resolve("manifest.json"),
                "{\"files\":[{\"name\":\"../outside\",\"sha256\":\"" + AuditRecord.sha256("x") + "\"}]}");

        assertThat(Dossier.changed(out)).containsExactly("../outside");
    }

    @Test
    void page_hostileStrings_standAsText() throws IOException {
        String page = Files.readString(exported(Map.of()).resolve("dossier.html"));

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert", "\u202e", "\0")
                .containsOnlyOnce("<script>")
                .doesNotContainPattern("(src|href)=\"(?!#|dossier\\.json|manifest\\.json)");
    }

    @Test
    void page_tellsEverythingThatHappened() throws IOException {
        String page = Files.readString(exported(Map.of()).resolve("dossier.html"));

        assertThat(page)
                .contains(
                        id,
                        "30 accounts acted as one",
                        "members share what they ask for",
                        "some members hold conversations",
                        "the logs hold no payment facts",
                        "AS64500",
                        "strong-campaign of pack standard, version 2026.11",
                        "ab".repeat(32),
                        "Approved by ben",
                        "undone by cyd",
                        "confirmed",
                        "dee",
                        evidence,
                        "fay",
                        "to check",
                        "No longer members");
    }

    @Test
    void verdict_refutedByAPerson_saysSoFirst() {
        assertThat(CaseWords.verdict(store.find(id))).startsWith("30 accounts acted as one");

        store.feedback(id, Feedback.Finding.FALSE_POSITIVE, "a class", "ana", NOW);

        assertThat(CaseWords.verdict(store.find(id))).startsWith("A person found this to be a false positive.");
    }

    @Test
    void everyFile_holdsNoTextOfExchangesUnlessRevealedForIt() throws IOException {
        Path out = exported(Map.of());
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(CANARY));
        }

        exported(Map.of(evidence, vault.reveal(evidence, "fay", "for counsel", NOW)));

        assertThat(Files.readString(out.resolve("dossier.html"))).contains(CANARY);
        assertThat(Files.readString(out.resolve("dossier.json"))).contains(CANARY);
        assertThat(Dossier.changed(out)).isEmpty();
    }

    @Test
    void json_isReadBackWithWhatWasDecided() throws IOException {
        JsonObject json = JsonObject.parse(Files.readString(exported(Map.of()).resolve("dossier.json")));

        JsonObject one = json.object("case");
        JsonObject action = one.list("actions", JsonObject.class).getFirst();
        assertThat(one.text("id")).isEqualTo(id);
        assertThat(one.list("accounts", String.class)).hasSize(30);
        assertThat(action.text("status")).isEqualTo("undone");
        assertThat(action.object("decision").text("facts_sha256")).isEqualTo("ab".repeat(32));
        assertThat(one.list("assessments", JsonObject.class)).hasSize(2);
        assertThat(one.object("latest_assessment").text("verdict")).isEqualTo("distillation");
    }
}
