// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private LogRecording logs = new LogRecording();

    WeightsRegisterRecordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!Files.exists(register.file())) {
            throw new StillwatchException("there is no register " + register.file()
                    + "; name the one that copies were registered in by --register");
        }
        LogRecording.Recorded recorded =
                logs.record((log, recorder) -> register.open().record(log, recorder::record));
        terminal.print(Terminal.visible(WeightsInspectCommand.count(recorded.count(), "new line") + " of "
                + register.file() + " recorded in " + recorded.log() + "\n"));
        return ExitStatus.OK;
    }
}
