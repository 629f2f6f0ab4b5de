// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedRecordTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00.123Z");

    @TempDir
    private Path folder;

    private static PlantedRecord record(String measure, Map<Integer, Long> counts) {
        return new PlantedRecord(new Cohort(measure, 1), -7, SINCE, "ab".repeat(32), counts);
    }

    @Test
    void read_whatWasWritten_isTheSame() {
        Path file = folder.resolve("canaries.txt");
        List<PlantedRecord> records = List.of(
                record("a/b", Map.of(0, 1L, 31, 5_000_000_000L)),
                record("a-2", Map.of()),
                record("a 3", Map.of(7, 2L)));
        PlantedRecord.write(file, List.of(record("old", Map.of())));
        PlantedRecord.write(file, records);

        assertThat(PlantedRecord.read(file)).isEqualTo(records);
        assertThat(records.getFirst().total()).isEqualTo(5_000_000_001L);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void read_noFile_isNone() {
        assertThat(PlantedRecord.read(folder.resolve("none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zqcanary",
                "a/0\t1\t2026-11-22T10:00:00Z\tab",
                "a/0\t1\t2026-11-22T10:00:00Z\tab\t\t",
                "a/x\t1\t2026-11-22T10:00:00Z\tab\t",
                "a/-1\t1\t2026-11-22T10:00:00Z\tab\t",
                "\t1\t2026-11-22T10:00:00Z\tab\t",
                "a/0\tzqcanary\t2026-11-22T10:00:00Z\tab\t",
                "a/0\t1\tzqcanary\tab\t",
                "a/0\t1\t2026-11-22T10:00:00Z\tab\tzqcanary=1",
                "a/0\t1\t2026-11-22T10:00:00Z\tab\thow-late",
                "a/0\t1\t2026-11-22T10:00:00Z\tab\thow-late=x",
                ""
            })
    void read_lineThatIsNone_isRefusedByNumberAndNotQuoted(String line) throws Exception {
        Path file = Files.write(folder.resolve("canaries.txt"), List.of("stillwatch canaries 1", line));

        assertThatThrownBy(() -> PlantedRecord.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("canaries.txt:2: ")
                .hasMessageNotContaining("zqcanary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stillwatch canaries 2\n", "{}\n"})
    void read_otherFile_isRefused(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("canaries.txt"), text);

        assertThatThrownBy(() -> PlantedRecord.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("is no record of canaries");
    }

    @Test
    void cohort_measureWithControlCharacters_isRefused() {
        assertThatThrownBy(() -> new Cohort("a\tb", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cohort(" ", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void period_countsFromTheMeasuresBeginning() {
        assertThat(Period.of(SINCE, SINCE.minusSeconds(1))).isZero();
        assertThat(Period.of(SINCE, SINCE.plus(Period.LENGTH).minusMillis(1))).isZero();
        assertThat(Period.of(SINCE, SINCE.plus(Period.LENGTH))).isEqualTo(1);
        assertThat(Period.of(SINCE, SINCE.plus(Period.LENGTH.multipliedBy(40)))).isEqualTo(40);
    }
}
