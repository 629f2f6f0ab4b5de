// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.flink.JobCounts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Says what became of a job on this machine.
 *
 * @param job its id
 * @param counts what it has done
 */
record FlinkRunReport(Terminal terminal, OutputFormat format, String job, JobCounts counts) {

    /** On one line. */
    static String text(JobCounts counts) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%,d exchanges taken, %,d findings written", counts.taken(), counts.findings()));
        counts.reached().ifPresent(time -> text.append(", up to ").append(time));
        append(text, counts.waiting(), "waiting");
        append(text, counts.unreadable(), "unreadable");
        append(text, counts.copies(), "copies");
        append(text, counts.tooOld(), "too old");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(String.format(Locale.ROOT, ", %,d %s", count, what));
        }
    }

    void saved(String savepoint, String kafka, Path folder) {
        say(
                "stopped",
                "Stopped with the savepoint " + savepoint + "\nGo on with: " + again(kafka, folder),
                out -> out.writeStringProperty("savepoint", savepoint));
    }

    void stopped() {
        say("stopped", "Stopped; nothing is kept but what was written to Kafka.", out -> {});
    }

    void unsaved(String why, String kafka, Path folder) {
        say(
                "unsaved",
                "Stopped without a savepoint: " + why + "\nGo on from the last checkpoint with: "
                        + again(kafka, folder),
                out -> out.writeStringProperty("why", why));
    }

    void failed(String why) {
        say("failed", "The job failed: " + why, out -> out.writeStringProperty("why", why));
    }

    private static String again(String kafka, Path folder) {
        return "stillwatch flink run " + kafka + " --checkpoints " + folder
                + " --from-savepoint latest, and the options it had";
    }

    private void say(String outcome, String words, Consumer<JsonGenerator> more) {
        if (format == OutputFormat.TEXT) {
            terminal.print(text(counts) + ".\n" + Terminal.visible(words) + "\n");
            return;
        }
        terminal.print(EvidenceJson.line(out -> {
            out.writeStringProperty("job", job);
            out.writeStringProperty("outcome", outcome);
            more.accept(out);
            out.writeNumberProperty("taken", counts.taken());
            out.writeNumberProperty("waiting", counts.waiting());
            out.writeNumberProperty("unreadable", counts.unreadable());
            out.writeNumberProperty("copies", counts.copies());
            out.writeNumberProperty("tooOld", counts.tooOld());
            out.writeNumberProperty("findings", counts.findings());
            counts.reached().ifPresent(time -> out.writeStringProperty("reached", time.toString()));
        }));
    }
}
