// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny run, so that the benchmark works when somebody wants it. */
class FlinkBenchSmokeTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private boolean run(String part) throws Exception {
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return new FlinkBench(folder, Size.TINY, "700m", what -> {}, out).run(List.of(part));
        }
    }

    @Test
    void judge_tiny_saysWhatAnAccountTakes() throws Exception {
        assertThat(run("judge")).isTrue();

        assertThat(said.toString(StandardCharsets.UTF_8)).containsPattern("judged [\\d,]+ accounts");
    }

    @Test
    void differences_otherTextOrMissing_areNamed() {
        Verdicts one = new Verdicts(Map.of("a", "{1}", "b", "{2}"), Map.of("c", "{3}"));
        Verdicts other = new Verdicts(Map.of("a", "{1}", "b", "{2 }"), Map.of("d", "{3}"));

        assertThat(one.differences(one)).isEmpty();
        assertThat(one.differences(other))
                .containsExactly(
                        "account b:\n  {2}\n  {2 }", "campaign c:\n  {3}\n  nothing", "campaign d:\n  nothing\n  {3}");
    }

    @Test
    void kind_ofAThreadsName_leavesItsNumberOut() {
        assertThat(List.of("accounts (1/4)#", "GC Thread#1", "C2 CompilerThre", "AsyncOperations-3", "G1 Conc#0", "7"))
                .extracting(ThreadTimes::kind)
                .containsExactly("accounts", "GC Thread", "C2 CompilerThre", "AsyncOperations", "G1 Conc", "others");
    }

    @Test
    void shuffle_ofAJobsPage_isWhatTheSourceWrote() {
        String page = "{\"vertices\":[{\"id\":\"1\",\"name\":\"Source: exchanges\",\"metrics\":{\"read-bytes\":0,"
                + "\"write-bytes\":900,\"write-bytes-complete\":true,\"read-records\":0,\"write-records\":3}},"
                + "{\"name\":\"accounts\",\"metrics\":{\"write-bytes\":7,\"write-records\":1}}]}";

        assertThat(Shuffle.of(page)).contains(new Shuffle(900, 3));
        assertThat(Shuffle.of("{}")).isEmpty();
    }
}
