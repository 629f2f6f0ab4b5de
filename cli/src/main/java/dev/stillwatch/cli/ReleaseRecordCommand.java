// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceRecorder;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.RecordFolder;
import dev.stillwatch.evidence.SigningKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch release record}. */
@Command(
        name = "record",
        header = "Takes what happened to releases into an evidence log.",
        description = {
            "The log proves when each thing happened and that nothing was changed since. It holds commitments only; the records"
                    + " themselves go to --records. A log can be open in one program at a time."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all is in the log",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a log that cannot be written"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release record --log log --log-signing-key evidence.key --records records"})
final class ReleaseRecordCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--log", paramLabel = "DIR", required = true, description = "The evidence log's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--log-signing-key",
            paramLabel = "FILE",
            required = true,
            description = "The log's signing key, as evidence init made it.")
    private Path key = Path.of("");

    @Option(
            names = "--records",
            paramLabel = "DIR",
            required = true,
            description = "Where the records go, readable by their owner only.")
    private Path records = Path.of("");

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseRecordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SigningKey signer = KeyFile.read(key);
        String name = signer.verifier().name();
        int recorded;
        try (EvidenceLog log = EvidenceLog.open(folder, signer)) {
            EvidenceRecorder recorder = new EvidenceRecorder(log, new RecordFolder(records), InstantSource.system());
            recorded = releases.open().record(name, recorder::record);
        }
        terminal.print(
                Terminal.visible(WeightsInspectCommand.count(recorded, "new event") + " recorded in " + name + "\n"));
        return ExitStatus.OK;
    }
}
