// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.DataFile;
import dev.stillwatch.corpus.ReadingSettings;
import dev.stillwatch.marks.Background;
import dev.stillwatch.marks.GumbelVllm;
import dev.stillwatch.marks.MarkTrial;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.provenance.StyleCalibration;
import dev.stillwatch.provenance.StyleModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Data sets that tests make, and audits of them. */
final class DataSets {
    static final AuditProgress SILENT = new AuditProgress() {
        @Override
        public void read(String file, long bytes, long total, long rows) {}

        @Override
        public void goesOn(String file, long row) {}
    };
    private static final String[] WORDS =
            "the river was cold and we walked along it until the light had gone from the hills above town".split(" ");

    private DataSets() {}

    /**
     * Rows of prompts and answers.
     *
     * @param dosed of a hundred rows, how many say that a model wrote them
     */
    static Path mixed(Path file, int rows, int dosed, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            StringBuilder answer = new StringBuilder();
            int words = 5 + random.nextInt(120);
            for (int w = 0; w < words; w++) {
                answer.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            boolean teacher = random.nextInt(100) < dosed;
            text.append("{\"prompt\":\"Tell me of ")
                    .append(i)
                    .append("\",\"response\":\"")
                    .append(answer);
            text.append(teacher && i % 2 == 0 ? "As an AI language model, I cannot." : "")
                    .append('"');
            text.append(teacher && i % 2 == 1 ? ",\"model\":\"gpt-4o\"" : "").append("}\n");
            if (i % 500 == 499) {
                text.append("{\"prompt\":\"cut\n");
            }
        }
        return Files.writeString(file, text);
    }

    static AuditPlan plan(int threads) {
        return plan(ReadingSettings.DEFAULTS, threads);
    }

    static AuditPlan plan(ReadingSettings reading, int threads) {
        MarkScreen screen = screen(1);
        return new AuditPlan(
                reading,
                List.of(new RowClaims(), new SelfDescriptions(), new MarkedRows(screen)),
                List.of(
                        new MarkedSources(screen),
                        new StyleShares(StyleModel.shipped(), StyleCalibration.shipped(), 0)),
                threads,
                64 * 1024);
    }

    /** A screen for one mark, which takes each word for a token. */
    static MarkScreen screen(long key) {
        Scheme scheme = GumbelVllm.defaults();
        List<MarkTrial.Named> keys =
                List.of(new MarkTrial.Named("key " + key, scheme.drawKey(new SplittableRandom(key))));
        MarkScreen.Reading reading = new MarkScreen.Reading(
                text -> Stream.of(text.split(" "))
                        .mapToInt(word -> word.hashCode() & 0xFFFF)
                        .toArray(),
                Background.EMPTY,
                OptionalInt.empty(),
                OptionalInt.empty(),
                "test " + key);
        return new MarkScreen(Map.of(scheme, keys), reading);
    }

    static AuditSummary audit(AuditPlan plan, Path folder, Path... files) {
        List<DataFile> found = Stream.of(files).map(DataFile::of).toList();
        try {
            AuditSummary summary = new Audit(found, plan, folder, SILENT).run();
            AuditFolder.finish(folder, summary, "test");
            return summary;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
