// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.duplicates.IndexKeys;
import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.duplicates.KnownSetWriter;
import dev.stillwatch.duplicates.OverlapIndex;
import dev.stillwatch.duplicates.ServedAnswer;
import dev.stillwatch.duplicates.ServedIndex;
import dev.stillwatch.duplicates.ServedIndexWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownTextsTest {
    @TempDir
    private Path folder;

    /** A text of words that no other seed gives. */
    private static String text(long seed, int words) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append("w")
                    .append(Integer.toString(random.nextInt(50_000), 36))
                    .append(' ');
        }
        return text.toString();
    }

    /** 100 rows, of which every tenth is a text that is known. */
    private Path dataSet() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            rows.append("{\"prompt\":\"q\",\"response\":\"")
                    .append(text(i % 10 == 0 ? i : 1000 + i, 80))
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve("a.jsonl"), rows);
    }

    private SourceSummary audited(OverlapIndex index) throws IOException {
        AuditPlan plan =
                new AuditPlan(ReadingSettings.DEFAULTS, List.of(new KnownTexts(index, "1")), List.of(), 2, 1 << 20);
        return DataSets.audit(plan, folder.resolve("out"), dataSet()).sources().getFirst();
    }

    @Test
    void rowsOfAKnownSet_areShown_withTheSetsFamily() throws IOException {
        KnownSetWriter writer = new KnownSetWriter("Alpaca");
        for (int i = 0; i < 100; i += 10) {
            writer.add(text(i, 80));
        }
        writer.write(folder.resolve("alpaca.known"));
        try (KnownSet set = KnownSet.open(folder.resolve("alpaca.known"))) {
            SourceSummary source = audited(set);

            assertThat(source.risk()).isEqualTo(Risk.SHOWN);
            assertThat(source.kinds()).containsEntry("known-set", 10L).hasSize(1);
            assertThat(source.families()).containsExactly(java.util.Map.entry("openai", 10L));
            assertThat(Files.readString(folder.resolve("out/findings.jsonl")))
                    .contains("\"set\":\"Alpaca\",\"similarity\":1.0000");
        }
    }

    @Test
    void answersThatWereServed_areShown() throws IOException {
        IndexKeys keys = IndexKeys.atOrMade(folder.resolve("key.json").toString(), name -> null);
        try (ServedIndexWriter writer = ServedIndexWriter.open(folder.resolve("index"), keys, 1)) {
            for (int i = 0; i < 100; i += 10) {
                writer.add(new ServedAnswer(text(i, 80), List.of(), Optional.empty(), Optional.of("our-model")));
            }
            writer.finish();
        }
        try (ServedIndex index = ServedIndex.open(folder.resolve("index"), keys)) {
            SourceSummary source = audited(index);

            assertThat(source.risk()).isEqualTo(Risk.SHOWN);
            assertThat(source.kinds()).containsEntry("served", 10L).hasSize(1);
            assertThat(Files.readString(folder.resolve("out/findings.jsonl")))
                    .contains("\"longest_passage\":80,\"models\":[\"our-model\"]");
        }
    }
}
