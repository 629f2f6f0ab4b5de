// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.evidence.ProofFile;
import dev.stillwatch.evidence.PublishedLog;
import dev.stillwatch.evidence.VerifierKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch evidence prove}: a proof of one entry, to be checked without the log. */
@Command(
        name = "prove",
        header = "Writes a proof that an entry is in a log.",
        description = "The proof is a text file (C2SP tlog-proof) that 'evidence verify' checks without the log. Give a"
                + " checkpoint that witnesses cosigned, and the proof carries their word.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such entry, or a log that cannot be read or was altered"
        },
        footerHeading = "%nExample:%n",
        footer = "  stillwatch evidence prove log --index 17 --log-key evidence.key.vkey --checkpoint cosigned"
                + " --out 17.tlog-proof")
final class EvidenceProveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Folder of the log.")
    private Path folder = Path.of("");

    @Mixin
    private LogKeyOption logKey = new LogKeyOption();

    @Option(names = "--index", paramLabel = "N", required = true, description = "Which entry.")
    private long index;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "The checkpoint to lead to, cosigned ones first of all (default: the log's own).")
    private @Nullable Path checkpoint;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write it (default: standard output).")
    private @Nullable Path out;

    EvidenceProveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VerifierKey key = logKey.key();
        PublishedLog log = PublishedLog.open(folder, key);
        Path other = checkpoint;
        Checkpoint at = other == null ? log.checkpoint() : EvidenceFiles.checkpoint(other);
        at.requireSignedBy(key);
        ProofFile proof = log.prove(index, at);
        Path file = out;
        if (file == null) {
            terminal.print(proof.toString());
        } else {
            EvidenceFiles.write(file, proof.toString());
        }
        return ExitStatus.OK;
    }
}
