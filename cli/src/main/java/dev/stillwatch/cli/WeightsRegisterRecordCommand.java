// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceRecorder;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.RecordFolder;
import dev.stillwatch.evidence.SigningKey;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch weights register record}: the register's lines as evidence. */
@Command(
        name = "record",
        header = "Takes what is new in the register into an evidence log.",
        description = {
            "The log proves to others when a copy was registered, for whom, with which settings, and that the list was"
                    + " not changed since. It holds commitments only; the records themselves, with the names, go to"
                    + " --records. Make a log with evidence init, prove an entry with evidence prove.",
            "",
            "A log can be open in one program at a time: stop a gateway that writes to the same one, or take another."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all of the register is in the log",
            "1:a fault in Stillwatch",
            "2:wrong usage, a register that was changed, or a log that cannot be written"
        },
        footerHeading = "%nExample:%n",
        footer = "  stillwatch weights register record --log log --log-signing-key evidence.key --records records")
final class WeightsRegisterRecordCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CopyRegisterOption register = new CopyRegisterOption();

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

    WeightsRegisterRecordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!Files.exists(register.file())) {
            throw new StillwatchException("there is no register " + register.file()
                    + "; name the one that copies were registered in by --register");
        }
        SigningKey signer = KeyFile.read(key);
        String name = signer.verifier().name();
        int recorded;
        try (EvidenceLog log = EvidenceLog.open(folder, signer)) {
            EvidenceRecorder recorder = new EvidenceRecorder(log, new RecordFolder(records), InstantSource.system());
            recorded = register.open().record(name, recorder::record);
        }
        terminal.print(Terminal.visible(WeightsInspectCommand.count(recorded, "new line") + " of " + register.file()
                + " recorded in " + name + "\n"));
        return ExitStatus.OK;
    }
}
