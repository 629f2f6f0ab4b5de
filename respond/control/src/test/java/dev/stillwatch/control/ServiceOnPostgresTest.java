// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.LocalPostgres;
import dev.stillwatch.gateway.AccountNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service with its cases on a PostgreSQL server, which another gateway writes to as well: that one found the campaign,
 * this one carries out what is decided.
 */
@Timeout(180)
class ServiceOnPostgresTest {
    @TempDir
    private Path folder;

    private static int chat(RunningService service) {
        try {
            return service.chat("What is a still?").statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String admin(RunningService service, String token, String path, String body) throws Exception {
        var response = body.isEmpty() ? service.get(path, token) : service.admin("POST", path, token, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private long records() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state").resolve("evidence-records"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void campaign_becomesACase_isDecidedApprovedAndUndone_acrossARestart() throws Exception {
        String url = LocalPostgres.newDatabase();
        String settings = "cases: {store: \"" + url + "\"}";
        StateFolder state = new StateFolder(folder.resolve("state"));
        String account = new AccountNames(state.secret("account-secret", 32)).ofKey(RunningService.KEY);
        Set<String> cohort = Set.of(account, "key-other-1", "key-other-2");
        String caseId;
        Action proposed;
        try (CaseStore elsewhere = CaseStore.open(url, AuditSink.NONE)) {
            try (RunningService service = new RunningService(folder, settings)) {
                assertThat(chat(service)).isEqualTo(200);
                assertThat(admin(service, "viewer", "/admin/v1/status", ""))
                        .contains("\"exchanges_recorded\":1", "\"case_store_reached\":true");

                Instant now = Instant.now();
                caseId = elsewhere
                        .observe(List.of(Campaigns.of("c-1", now, cohort.toArray(String[]::new))), now)
                        .getFirst()
                        .caseId();
                assertThat(admin(service, "viewer", "/admin/v1/cases", "")).contains(caseId);
                proposed = elsewhere
                        .act(Optional.of(caseId), cohort, Decisions.suspend(Duration.ofHours(1), true, now), "ana", now)
                        .orElseThrow();
                assertThat(admin(service, "viewer", "/admin/v1/proposals", "")).contains(proposed.id());
                assertThat(chat(service)).isEqualTo(200);

                admin(service, "approver", "/admin/v1/actions/" + proposed.id() + "/approve", "{}");
                Await.until("suspended", () -> chat(service) == 403);
                assertThat(service.notices.alarms).isEmpty();
            }
            long recorded = records();
            assertThat(recorded)
                    .as("records of what was done, taken from the store")
                    .isGreaterThan(2);
            try (RunningService again = new RunningService(folder, settings)) {
                assertThat(chat(again)).as("from the first request on").isEqualTo(403);
                admin(
                        again,
                        "analyst",
                        "/admin/v1/actions/" + proposed.id() + "/undo",
                        "{\"reason\":\"a pilot customer\"}");
                Await.until("served again", () -> chat(again) == 200);
                assertThat(again.notices.alarms).isEmpty();
            }
            assertThat(records()).isGreaterThan(recorded);
            Action undone = elsewhere.action(proposed.id());
            assertThat(undone.status()).isEqualTo(ActionStatus.UNDONE);
            assertThat(undone.undone())
                    .hasValueSatisfying(undo -> assertThat(undo.why()).isEqualTo("a pilot customer"));
            assertThat(elsewhere.find(caseId).accounts()).containsExactlyInAnyOrderElementsOf(cohort);
        }
    }
}
