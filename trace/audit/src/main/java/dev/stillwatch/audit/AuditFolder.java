// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.StagedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What an audit leaves in its folder. */
public final class AuditFolder {
    /** For people. */
    public static final String REPORT = "report.html";
    /** For programs. */
    public static final String SUMMARY = "summary.json";
    /** Each row with evidence. */
    public static final String FINDINGS = FindingsFile.NAME;
    /** A draft of section 2.5 of the summary of training content. */
    public static final String DRAFT = "training-summary-2.5.md";

    private AuditFolder() {}

    /** The summary for programs, as it stands in {@link #SUMMARY}. */
    public static String json(AuditSummary summary) {
        return SummaryJson.of(summary);
    }

    /** The summary for people who type commands. */
    public static String text(AuditSummary summary) {
        return AuditWords.text(summary);
    }

    /**
     * Gives the findings their name and writes the rest beside them; after that nothing is left to go on with.
     *
     * @param version of Stillwatch, for the report
     * @throws StillwatchException if the folder cannot be written
     */
    public static void finish(Path folder, AuditSummary summary, String version) {
        try (StagedFiles files = new StagedFiles(folder)) {
            files.write(SUMMARY, out -> out.write(json(summary).getBytes(StandardCharsets.UTF_8)));
            files.write(DRAFT, out -> out.write(TrainingSummaryDraft.of(summary).getBytes(StandardCharsets.UTF_8)));
            files.write(REPORT, out -> out.write(AuditPage.of(summary, version).getBytes(StandardCharsets.UTF_8)));
            files.commit();
            Files.move(
                    FindingsFile.unfinished(folder),
                    folder.resolve(FINDINGS),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(folder.resolve(Checkpoint.NAME));
        } catch (IOException e) {
            throw new StillwatchException(
                    "cannot write the audit to " + folder + "; free space or permission there, and run it again", e);
        }
    }
}
