// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.registry.RegisteredMark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch marks keys rotate}: the next key of a mark's line. */
@Command(
        name = "rotate",
        header = "Ends a mark and begins its next with a new key.",
        description = "The old key stays in the registry, and texts are tested for it as before. The new mark is named"
                + " after the old with a number, such as acme#2.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:rotated",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such mark, or files that cannot be read or written"
        },
        footerHeading = "%nExample:%n",
        footer = "  stillwatch marks keys rotate acme")
final class MarksKeysRotateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "LABEL", description = "The mark that is served now.")
    private String label = "";

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    MarksKeysRotateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RegisteredMark made = registry.open().rotate(label);
        terminal.print(Terminal.visible("begun: " + RegisteredMarkText.line(made) + "\n"));
        return ExitStatus.OK;
    }
}
