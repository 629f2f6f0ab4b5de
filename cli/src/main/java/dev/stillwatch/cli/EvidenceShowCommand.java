// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.CommittedRecord;
import dev.stillwatch.evidence.LogEntry;
import dev.stillwatch.evidence.PublishedLog;
import dev.stillwatch.evidence.RecordFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code stillwatch evidence show}: what the log holds. */
@Command(
        name = "show",
        header = "Lists the published entries of a log.",
        description = "An entry tells a type, a time and a commitment. With --reveal-dir also the record that was"
                + " committed to, checked against the commitment; it may hold personal data.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:listed",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a log that cannot be read or was altered"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch evidence show log --log-key evidence.key.vkey --from 100",
            "  stillwatch evidence show log --log-key evidence.key.vkey --from 17 --to 18 --reveal-dir records"
        })
final class EvidenceShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder of the log.")
    private Path folder = Path.of("");

    @Mixin
    private LogKeyOption logKey = new LogKeyOption();

    @Option(names = "--from", paramLabel = "N", description = "First index (default: 0).")
    private long from;

    @Option(names = "--to", paramLabel = "N", description = "Index after the last (default: all).")
    private @Nullable Long to;

    @Option(names = "--reveal-dir", paramLabel = "DIR", description = "Folder of the records; prints them.")
    private @Nullable Path records;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "What to print (default: text); JSON is one object a line.")
    private OutputFormat format = OutputFormat.TEXT;

    EvidenceShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path revealed = records;
        if (revealed != null && !Files.isDirectory(revealed)) {
            throw new ParameterException(spec.commandLine(), revealed + " is no folder; it should hold the records");
        }
        PublishedLog log = PublishedLog.open(folder, logKey.key());
        Long end = to;
        Optional<RecordFolder> store = Optional.ofNullable(revealed).map(RecordFolder::new);
        log.eachEntry(from, end == null ? log.checkpoint().size() : end, (index, entry) -> {
            Optional<CommittedRecord> found = store.flatMap(kept -> kept.find(entry.commitment()));
            terminal.out()
                    .print(
                            format == OutputFormat.JSON
                                    ? json(index, entry, store.isPresent(), found)
                                    : text(index, entry, store.isPresent(), found));
        });
        terminal.out().flush();
        return ExitStatus.OK;
    }

    private static String text(long index, LogEntry entry, boolean reveal, Optional<CommittedRecord> found) {
        String record = found.map(kept -> "  matches " + content(kept)).orElse(reveal ? "  no record: erased" : "");
        return words(index, entry) + Terminal.visible(record).replace('\n', ' ') + "\n";
    }

    private static String content(CommittedRecord kept) {
        return new String(kept.content(), StandardCharsets.UTF_8);
    }

    private static String json(long index, LogEntry entry, boolean reveal, Optional<CommittedRecord> found) {
        return EvidenceJson.line(out -> {
            entry(out, index, entry);
            if (reveal) {
                out.writeStringProperty("record", found.isPresent() ? "matches" : "erased");
            }
            found.ifPresent(kept -> out.writeStringProperty("content", content(kept)));
        });
    }

    static String words(long index, LogEntry entry) {
        return index + "  " + entry.time() + "  " + entry.type().name() + "  "
                + entry.commitment().base64();
    }

    static void entry(JsonGenerator out, long index, LogEntry entry) {
        out.writeNumberProperty("index", index);
        out.writeStringProperty("time", entry.time().toString());
        out.writeStringProperty("type", entry.type().name());
        out.writeStringProperty("commitment", entry.commitment().base64());
    }
}
