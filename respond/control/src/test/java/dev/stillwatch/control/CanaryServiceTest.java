// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.canaries.CanaryKeys;
import dev.stillwatch.canaries.Occasion;
import dev.stillwatch.canaries.PlantedRecord;
import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Canaries in a whole service: decided in the store, planted, and on record. */
@Timeout(60)
class CanaryServiceTest {
    private static final String PROMPT = "What is a comet?";

    @TempDir
    private Path folder;

    @Test
    void canaryDecided_isToldToTheModel_andOnRecordAfterTheEnd() throws Exception {
        Path state;
        String told;
        Action action;
        try (RunningService running = new RunningService(folder, "")) {
            state = running.state;
            String account =
                    new AccountNames(Files.readAllBytes(state.resolve("account-secret"))).ofKey(RunningService.KEY);
            try (CaseStore store = CaseStore.open("sqlite:" + state.resolve("cases.db"), AuditSink.NONE)) {
                action = store.act(
                                Optional.empty(),
                                Set.of(account),
                                Decisions.of(
                                        new Countermeasure.Deter(
                                                Deterrence.NONE.withCanary(Optional.of(Deterrence.Canary.INSTRUCTION))),
                                        Instant.now()),
                                "lee",
                                Instant.now())
                        .orElseThrow();
            }
            Await.until("the model is told", () -> {
                chat(running);
                return running.model.asked.stream().anyMatch(body -> body.contains("prose in English"));
            });
            told = running.model.asked.stream()
                    .filter(body -> body.contains("prose in English"))
                    .findFirst()
                    .orElseThrow();
        }

        List<PlantedRecord> records = PlantedRecord.read(state.resolve("canaries.txt"));
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.cohort().measure()).isEqualTo(action.id());
            assertThat(record.counts()).containsOnlyKeys(Occasion.of(PROMPT).index());
        });
        var wordings = CanaryKeys.at(state.resolve("canary-key.json").toString(), name -> null)
                .assignment(records.getFirst().cohort());
        assertThat(told).contains(wordings.sentence(Occasion.of(PROMPT)));
        assertThat(records.getFirst().commitment()).isEqualTo(wordings.commitment());
        try (Stream<Path> files = Files.walk(state.resolve("evidence-records"))) {
            assertThat(files.filter(Files::isRegularFile).map(CanaryServiceTest::read))
                    .anyMatch(record -> record.contains(wordings.commitment()) && record.contains(action.id()))
                    .noneMatch(record -> record.contains("I hope this"));
        }
    }

    private static void chat(RunningService running) {
        try {
            running.chat(PROMPT);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
