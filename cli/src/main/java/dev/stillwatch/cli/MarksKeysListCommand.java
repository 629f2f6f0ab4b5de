// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.registry.RegisteredMark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch marks keys list}: what was ever served, without keys. */
@Command(
        name = "list",
        header = "Lists all marks that were ever served, without their keys.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:listed", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch marks keys list --format json")
final class MarksKeysListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    MarksKeysListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<RegisteredMark> marks = registry.open().marks();
        if (format == OutputFormat.JSON) {
            terminal.print(EvidenceJson.line(out -> {
                out.writeArrayPropertyStart("marks");
                marks.forEach(mark -> RegisteredMarkText.json(out, mark));
                out.writeEndArray();
            }));
        } else if (marks.isEmpty()) {
            terminal.print("no marks yet\n");
        } else {
            marks.forEach(mark -> terminal.print(Terminal.visible(RegisteredMarkText.line(mark) + "\n")));
        }
        return ExitStatus.OK;
    }
}
