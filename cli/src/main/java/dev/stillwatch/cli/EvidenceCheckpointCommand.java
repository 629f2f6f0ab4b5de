// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.evidence.PublishedLog;
import dev.stillwatch.evidence.VerifierKey;
import dev.stillwatch.evidence.WitnessRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch evidence checkpoint}: the signed state of a log, or a request for a witness. */
@Command(
        name = "checkpoint",
        header = "Prints a log's checkpoint, or a request to have it cosigned.",
        description = "Keep checkpoints where the log's operator cannot reach them: each one proves later that the log"
                + " has not been rolled back or rewritten since.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:printed",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a log that cannot be read or does not go on from the checkpoint given"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch evidence checkpoint log --log-key evidence.key.vkey >kept-elsewhere",
            "  stillwatch evidence checkpoint log --log-key evidence.key.vkey --request --since cosigned >request"
        })
final class EvidenceCheckpointCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Folder of the log.")
    private Path folder = Path.of("");

    @Mixin
    private LogKeyOption logKey = new LogKeyOption();

    @Option(
            names = "--request",
            description = "Print a request for 'evidence witness', with the proof that the log only grew.")
    private boolean request;

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description = "The checkpoint that the witness cosigned last (default: it has seen none).")
    private @Nullable Path since;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    EvidenceCheckpointCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VerifierKey key = logKey.key();
        PublishedLog log = PublishedLog.open(folder, key);
        Path last = since;
        WitnessRequest asked = log.sinceNothing();
        if (last != null) {
            Checkpoint older = EvidenceFiles.checkpoint(last);
            older.requireSignedBy(key);
            asked = log.since(older);
        }
        String text = request ? asked.toString() : log.checkpoint().toString();
        terminal.print(
                format == OutputFormat.JSON
                        ? EvidenceJson.line(out -> {
                            EvidenceJson.checkpoint(out, log.checkpoint());
                            out.writeStringProperty(request ? "request" : "note", text);
                        })
                        : text);
        return ExitStatus.OK;
    }
}
