// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence is kept sealed, opened on record only, and gone when its time is over. */
class EvidenceVaultTest {
    private static final Instant NOW = TestCampaign.DAY;
    private static final String CANARY = "zqcanary7731";
    private static final EvidenceLimits LIMITS = new EvidenceLimits(2, 5, 40, Duration.ofDays(90), Duration.ofDays(30));

    @TempDir
    private Path folder;

    private final RecordingAudit audit = new RecordingAudit();
    private CaseStore store;
    private EvidenceVault vault;
    private String caseId = "";

    @BeforeEach
    void open() {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), audit);
        vault = store.vault(EvidenceKeys.inFile(folder.resolve("keys/evidence.json")), LIMITS);
        caseId = store.observe(List.of(TestCampaign.of(TestCampaign.accounts(0, 10))), NOW)
                .getFirst()
                .caseId();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Optional<String> keep(String account) {
        return vault.keep(
                caseId,
                account,
                NOW.minusSeconds(60),
                List.of(
                        new EvidencePart(EvidencePart.Role.PROMPT, "write " + CANARY),
                        new EvidencePart(EvidencePart.Role.ANSWER, "x".repeat(1000))),
                NOW);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cases.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private String everythingOnDisk() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void keep_texts_areSealedOnDiskAndAbsentFromEveryView() throws IOException {
        String id = keep("a1").orElseThrow();

        EvidenceItem item = vault.list(caseId).getFirst();
        assertThat(item.id()).isEqualTo(id).isEqualTo("E-2026-0001");
        assertThat(item.parts())
                .containsExactly(
                        new EvidenceItem.PartSize(EvidencePart.Role.PROMPT, 18, 18),
                        new EvidenceItem.PartSize(EvidencePart.Role.ANSWER, 1000, 40));
        assertThat(item.toString() + audit.bodies + new EvidencePart(EvidencePart.Role.PROMPT, CANARY))
                .doesNotContain(CANARY);
        assertThat(everythingOnDisk()).doesNotContain(CANARY);
        assertThat(Files.getPosixFilePermissions(folder.resolve("keys/evidence.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keep_beyondItsShare_isNotKept() {
        assertThat(keep("a1")).isPresent();
        assertThat(keep("a1")).isPresent();
        assertThat(keep("a1")).isEmpty();
        assertThat(keep("a2")).isPresent();
        assertThat(keep("a3")).isPresent();
        assertThat(keep("a4")).isPresent();
        assertThat(keep("a5")).isEmpty();
        assertThat(vault.list(caseId)).hasSize(5);
    }

    @Test
    void keep_closedCase_isNotKept() {
        store.close(caseId, "done", "ana", NOW);

        assertThat(keep("a1")).isEmpty();
    }

    @Test
    void reveal_isOnRecordBeforeTheTextIsReturned() {
        String id = keep("a1").orElseThrow();

        List<EvidencePart> parts = vault.reveal(id, "ana", "to check the verdict", NOW);

        assertThat(parts.getFirst().text()).isEqualTo("write " + CANARY);
        assertThat(parts.get(1).text()).isEqualTo("x".repeat(40));
        assertThat(vault.list(caseId).getFirst().reveals())
                .containsExactly(new EvidenceItem.Reveal("ana", "to check the verdict", NOW));
        assertThat(audit.types).containsExactly("case.opened", "evidence.kept", "evidence.revealed");
    }

    @Test
    void reveal_auditFails_returnsNothingAndKeepsTheAttempt() {
        String id = keep("a1").orElseThrow();
        audit.failing = true;

        assertThatThrownBy(() -> vault.reveal(id, "ana", "curious", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("cannot take the record");
        assertThat(vault.list(caseId).getFirst().reveals()).hasSize(1);

        audit.failing = false;
        assertThat(vault.reveal(id, "ana", "again", NOW)).hasSize(2);
        assertThat(audit.types).endsWith("evidence.revealed", "evidence.revealed");
    }

    @Test
    void reveal_withoutNameOrReason_isRefused() {
        String id = keep("a1").orElseThrow();

        assertThatThrownBy(() -> vault.reveal(id, " ", "x", NOW)).isInstanceOf(StillwatchException.class);
        assertThatThrownBy(() -> vault.reveal(id, "ana", "", NOW)).isInstanceOf(StillwatchException.class);
        assertThat(vault.list(caseId).getFirst().reveals()).isEmpty();
    }

    @Test
    void reveal_rowOfAnotherAccountOrTime_doesNotOpen() throws SQLException {
        String first = keep("a1").orElseThrow();
        String second = keep("a2").orElseThrow();
        change("UPDATE evidence SET sealed = (SELECT sealed FROM evidence WHERE id = '" + first + "') WHERE id = '"
                + second + "'");

        assertThatThrownBy(() -> vault.reveal(second, "ana", "look", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("does not open")
                .hasNoCause();

        change("UPDATE evidence SET exchanged = exchanged + 1 WHERE id = '" + first + "'");
        assertThatThrownBy(() -> vault.reveal(first, "ana", "look", NOW)).hasMessageContaining("does not open");
    }

    @Test
    void reveal_withAnotherKey_namesTheRemedyOnly() {
        String id = keep("a1").orElseThrow();
        Path other = folder.resolve("other.json");
        assertThatThrownBy(() -> store.vault(EvidenceKeys.inFile(other), LIMITS).reveal(id, "ana", "x", NOW))
                .hasMessageContaining("no evidence key file");

        store.vault(EvidenceKeys.inFile(other), LIMITS);
        EvidenceKeys.inFile(other).master(true);

        assertThatThrownBy(() -> store.vault(EvidenceKeys.inFile(other), LIMITS).reveal(id, "ana", "x", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("sealed with another key")
                .hasNoCause();
    }

    @Test
    void purge_retentionOver_removesTextAndKeepsCommitment() throws IOException {
        String id = keep("a1").orElseThrow();
        String commitment = vault.list(caseId).getFirst().commitment();
        assertThat(vault.purge(NOW.plus(LIMITS.retention()).minusMillis(1))).isEqualTo(new EvidenceVault.Purged(0, 0));

        EvidenceVault.Purged purged = vault.purge(NOW.plus(LIMITS.retention()));

        assertThat(purged).isEqualTo(new EvidenceVault.Purged(1, 1));
        EvidenceItem item = vault.list(caseId).getFirst();
        assertThat(item.readable()).isFalse();
        assertThat(item.commitment()).isEqualTo(commitment);
        assertThatThrownBy(() -> vault.reveal(id, "ana", "late", NOW)).hasMessageContaining("was removed");
        assertThat(audit.types).endsWith("evidence.purged");
    }

    @Test
    void purge_closedCase_erasesItsKeyFromTheDiskAndLeavesOthers() throws Exception {
        keep("a1");
        String other = store.observe(List.of(TestCampaign.of(TestCampaign.accounts(50, 60))), NOW)
                .getFirst()
                .caseId();
        String kept = vault.keep(other, "a50", NOW, List.of(new EvidencePart(EvidencePart.Role.PROMPT, "stays")), NOW)
                .orElseThrow();
        String wrapped;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cases.db"));
                Statement statement = connection.createStatement()) {
            wrapped = statement
                    .executeQuery("SELECT wrapped FROM case_key WHERE case_id = '" + caseId + "'")
                    .getString(1);
        }
        assertThat(everythingOnDisk()).contains(wrapped);
        store.close(caseId, "done", "ana", NOW);

        EvidenceVault.Purged purged = vault.purge(NOW.plus(LIMITS.afterClosing()));

        assertThat(purged).isEqualTo(new EvidenceVault.Purged(1, 1));
        assertThat(everythingOnDisk()).doesNotContain(wrapped);
        assertThat(vault.reveal(kept, "ana", "check", NOW).getFirst().text()).isEqualTo("stays");
    }

    @Test
    void keys_readableByOthers_areRefused() throws IOException {
        keep("a1");
        Path file = folder.resolve("keys/evidence.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> EvidenceKeys.inFile(file).master(false))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void keys_fromTheEnvironment_openWhatTheFileSealed() throws IOException {
        String id = keep("a1").orElseThrow();
        String json = Files.readString(folder.resolve("keys/evidence.json"));

        EvidenceVault other = store.vault(EvidenceKeys.at("env:KEY", name -> name.equals("KEY") ? json : null), LIMITS);

        assertThat(other.reveal(id, "ana", "check", NOW)).hasSize(2);
        assertThatThrownBy(() -> EvidenceKeys.at("env:OTHER", name -> null).master(false))
                .hasMessageContaining("environment variable OTHER holds no evidence key");
        assertThatThrownBy(() -> EvidenceKeys.at("env:KEY", name -> "{\"" + CANARY + "\":1}")
                        .master(false))
                .hasMessageContaining("no Tink keyset")
                .hasMessageNotContaining(CANARY)
                .hasNoCause();
    }

    @Test
    void keep_hostileTexts_comeBackExactly() {
        List<EvidencePart> parts = List.of(
                new EvidencePart(EvidencePart.Role.PROMPT, "nul\0 half \ud800 \\ \"quoted\"\n"),
                new EvidencePart(EvidencePart.Role.PROMPT, ""));

        String id = vault.keep(caseId, "a\0b", NOW, parts, NOW).orElseThrow();

        assertThat(vault.reveal(id, "ana", "check", NOW)).isEqualTo(parts);
    }

    @Test
    void reveal_keptWhereDigitsLookOtherwise_opens() {
        Locale usual = Locale.getDefault();
        String id;
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            id = keep("a1").orElseThrow();
        } finally {
            Locale.setDefault(usual);
        }

        assertThat(vault.reveal(id, "ana", "check", NOW)).hasSize(2);
    }

    @Test
    void purge_nothingLeftToRemove_emptiesTheWriteAheadFileAllTheSame() throws Exception {
        keep("a1");
        Instant over = NOW.plus(LIMITS.retention());
        vault.purge(over);
        store.note(caseId, "written since", "ana", NOW);
        assertThat(folder.resolve("cases.db-wal")).isNotEmptyFile();
        assertThat(vault.purge(over)).isEqualTo(new EvidenceVault.Purged(0, 0));
        assertThat(folder.resolve("cases.db-wal")).isEmptyFile();
    }
}
