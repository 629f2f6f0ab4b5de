// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.registry.RegisteredMark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch marks keys new}: a mark with a key of its own. */
@Command(
        name = "new",
        header = "Adds a mark with a new key.",
        description = "Derives a key from the registry's secret and adds the mark under LABEL. The registry and its key"
                + " file are made when the first mark is added. The key itself is not shown; see marks keys export.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:added", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read or written"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch marks keys new acme --scheme gumbel-vllm --tenant acme --tokenizer tokenizer.json",
            "  stillwatch marks keys new audit --scheme kgw --param vocabulary=152064 --cohort suspects"
        })
final class MarksKeysNewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "LABEL", description = "The mark's name; new in this registry.")
    private String label = "";

    @Mixin
    private MarkUseOptions use = new MarkUseOptions();

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    MarksKeysNewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RegisteredMark made = registry.open().add(label, use.use());
        terminal.print(Terminal.visible("added: " + RegisteredMarkText.line(made) + "\n"));
        return ExitStatus.OK;
    }
}
