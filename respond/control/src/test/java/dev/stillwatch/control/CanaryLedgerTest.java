// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.canaries.Assignment;
import dev.stillwatch.canaries.CanaryKeys;
import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Occasion;
import dev.stillwatch.canaries.PlantedRecord;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.policy.Deterrence.Canary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final Occasion HOW = Occasion.of("How?");
    private static final Occasion WHY = Occasion.of("Why?");

    @TempDir
    private Path folder;

    private final List<String> logged = new ArrayList<>();
    private boolean logFails;
    private final AuditSink audit = (type, json) -> {
        if (logFails) {
            throw new IllegalStateException("full");
        }
        logged.add(type + " " + new String(json, StandardCharsets.UTF_8));
    };

    private CanaryLedger open() {
        return new CanaryLedger(file(), audit, InstantSource.fixed(NOW), new HeardNotices());
    }

    private Path file() {
        return folder.resolve("canaries.txt");
    }

    private Assignment wordings(String measure) {
        return CanaryKeys.inFile(folder.resolve("key.json")).assignment(new Cohort(measure, 0));
    }

    @Test
    void save_firstOfACohort_isCommittedToOnce_andAllAreCounted() {
        Assignment wordings = wordings("a-1");
        try (CanaryLedger ledger = open()) {
            ledger.planted(wordings, Canary.CLOSING, HOW);
            ledger.planted(wordings, Canary.CLOSING, HOW);
            ledger.save();
            ledger.planted(wordings, Canary.CLOSING, WHY);
            ledger.save();
        }

        assertThat(logged)
                .containsExactly("canary.planted {\"at\":\"2026-11-22T10:00:00.123Z\",\"commitment\":\""
                        + wordings.commitment() + "\",\"key_id\":" + wordings.keyId()
                        + ",\"measure\":\"a-1\",\"period\":0,\"type\":\"canary.planted\",\"way\":\"closing\"}");
        assertThat(PlantedRecord.read(file()))
                .containsExactly(new PlantedRecord(
                        new Cohort("a-1", 0),
                        wordings.keyId(),
                        Instant.parse("2026-11-22T10:00:00.123Z"),
                        wordings.commitment(),
                        Map.of(HOW.index(), 2L, WHY.index(), 1L)));
    }

    @Test
    void open_again_countsOnAndCommitsToNothingTwice() {
        Assignment wordings = wordings("a-1");
        try (CanaryLedger ledger = open()) {
            ledger.planted(wordings, Canary.CLOSING, HOW);
        }
        try (CanaryLedger ledger = open()) {
            ledger.planted(wordings, Canary.CLOSING, HOW);
            ledger.planted(wordings("a-2"), Canary.INSTRUCTION, HOW);
        }

        assertThat(logged).hasSize(2);
        assertThat(PlantedRecord.read(file())).extracting(PlantedRecord::total).containsExactly(2L, 1L);
    }

    @Test
    void save_logFails_isTriedAgain_andNoCountComesBeforeItsCommitment() {
        try (CanaryLedger ledger = open()) {
            ledger.planted(wordings("a-1"), Canary.CLOSING, HOW);
            logFails = true;
            assertThatThrownBy(ledger::save).hasMessage("full");
            assertThat(PlantedRecord.read(file())).isEmpty();
            logFails = false;
            ledger.save();
        }

        assertThat(logged).hasSize(1);
        assertThat(PlantedRecord.read(file())).hasSize(1);
    }

    @Test
    void save_nothingPlanted_writesNothing() {
        open().close();

        assertThat(file()).doesNotExist();
        assertThat(logged).isEmpty();
    }
}
