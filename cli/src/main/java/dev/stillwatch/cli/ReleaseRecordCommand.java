// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private LogRecording logs = new LogRecording();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseRecordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LogRecording.Recorded recorded =
                logs.record((log, recorder) -> releases.open().record(log, recorder::record));
        terminal.print(Terminal.visible(
                WeightsInspectCommand.count(recorded.count(), "new event") + " recorded in " + recorded.log() + "\n"));
        return ExitStatus.OK;
    }
}
