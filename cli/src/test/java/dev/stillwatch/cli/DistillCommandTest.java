// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The measurement as the command line shows it: real models, real gateway, real detection. */
@Timeout(300)
class DistillCommandTest {
    @TempDir
    private Path folder;

    @Test
    void distill_quick_measuresAndWritesAPage() throws Exception {
        Path page = folder.resolve("distill.html");
        Path teacher = folder.resolve("teacher");

        Command distill = Command.run(
                "range",
                "distill",
                "--quick",
                "--stacktrace",
                "--responses",
                "none,reasoning-withheld",
                "--exchanges",
                "200",
                "--teacher",
                teacher,
                "--report",
                page,
                "--format",
                "json");

        assertThat(distill.status()).as(distill.err()).isZero();
        JsonNode rows = new JsonMapper().readTree(distill.out()).path("responses");
        assertThat(rows).hasSize(2);
        assertThat(rows.path(0).path("received").asInt()).isPositive();
        assertThat(rows.path(1).path("received")).isEqualTo(rows.path(0).path("received"));
        JsonNode benign = rows.path(1).path("benign");
        assertThat(benign.path("on_campaign"))
                .isEqualTo(rows.path(0).path("benign").path("on_campaign"));
        assertThat(benign.path("on_everybody").path("steps_seen").asInt()).isZero();
        assertThat(page).content().contains("reasoning withheld", "</svg>");
        assertThat(teacher.resolve("model.bin")).isNotEmptyFile();
    }

    @Test
    void distill_unknownResponse_namesThoseThereAre() {
        Command distill = Command.run("range", "distill", "--responses", "poisoned");
        assertThat(distill.status()).isEqualTo(2);
        assertThat(distill.err()).contains("poisoned", "reasoning-withheld", "detected");
    }

    @Test
    void distill_tooFewExchanges_saysSo() {
        Command distill = Command.run("range", "distill", "--quick", "--exchanges", "3");
        assertThat(distill.status()).isEqualTo(2);
        assertThat(distill.err()).contains("3 exchanges are too few");
    }
}
