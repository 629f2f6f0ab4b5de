// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed while it writes leaves each change whole or not there at all. */
class KilledWriterTest {
    @TempDir
    private Path folder;

    @Test
    void kill_inTheMiddleOfWrites_leavesNoHalfAction() throws Exception {
        String url = "sqlite:" + folder.resolve("cases.db");
        Random random = new Random(7);
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            acknowledged.addAll(writeAndKill(url, round, 1 + random.nextInt(3), random.nextInt(200)));

            try (CaseStore store = CaseStore.open(url, AuditSink.NONE)) {
                List<Action> actions = store.changesSince(0).actions();
                assertThat(actions).extracting(Action::id).containsAll(acknowledged);
                assertThat(actions)
                        .allSatisfy(action -> assertThat(action.accounts()).hasSize(KilledWriter.ACCOUNTS));
                Set<String> acted = new HashSet<>();
                actions.forEach(action -> acted.add(action.caseId().orElseThrow()));
                for (CaseSummary summary : store.cases(Set.of())) {
                    assertThat(summary.accounts()).isEqualTo(KilledWriter.ACCOUNTS);
                    assertThat(store.find(summary.id()).assessments()).hasSize(1);
                    assertThat(summary.state())
                            .isEqualTo(acted.contains(summary.id()) ? CaseState.ACTED : CaseState.NEW);
                }
                assertThat(store.revision())
                        .isGreaterThanOrEqualTo(actions.getLast().revision());
            }
        }
    }

    /** Kills it some milliseconds after a number of actions, which is in the middle of the next one's rows mostly. */
    private List<String> writeAndKill(String url, int round, int actions, int milliseconds)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // It lives for seconds: compiling twice costs more than it saves.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder,
                        KilledWriter.class.getName(),
                        url,
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            while (said.size() < actions) {
                String line = out.readLine();
                assertThat(line).as("the writer ended by itself").isNotNull();
                said.add(line);
            }
            assertThat(writer.waitFor(milliseconds, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return said;
    }
}
