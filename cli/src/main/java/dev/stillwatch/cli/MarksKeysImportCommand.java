// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.registry.MarkUse;
import dev.stillwatch.registry.RegisteredMark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch marks keys import}: a mark that was served before there was a registry. */
@Command(
        name = "import",
        header = "Adds a mark whose key is in use already.",
        description = "Adds the mark under LABEL with the key that your server has: one number, a list of numbers with"
                + " commas for SynthID, two with a comma for SGLang's dual key. Give it in a file or an environment"
                + " variable: words of a command line can be seen by others on the machine. Warns of keys that stand"
                + " in public documentation.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:added", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read or written"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch marks keys import old --scheme gumbel-vllm --key env:VLLM_WATERMARK_KEY",
            "  stillwatch marks keys import hf --scheme synthid-hf --key file:synthid.keys --from 2026-08-02T00:00:00Z"
        })
final class MarksKeysImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "LABEL", description = "The mark's name; new in this registry.")
    private String label = "";

    @Option(names = "--key", paramLabel = "file:PATH|env:NAME|KEY", required = true, description = "The key.")
    private String key = "";

    @Option(names = "--from", paramLabel = "TIME", description = "When it began to be served (default: now).")
    private @Nullable String from;

    @Mixin
    private MarkUseOptions use = new MarkUseOptions();

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    MarksKeysImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        MarkUse wanted = use.use();
        RegisteredMark made = registry.open().importKey(label, wanted, MarkKeyText.read(wanted.scheme(), key), from());
        terminal.print(Terminal.visible("added: " + RegisteredMarkText.line(made) + "\n"));
        if (made.publicDemoKey()) {
            terminal.say("warning: this key stands in public documentation: everybody can leave this mark and take it"
                    + " out. Rotate it: stillwatch marks keys rotate " + made.label());
        }
        return ExitStatus.OK;
    }

    private Instant from() {
        String given = from;
        try {
            return given == null ? Instant.now() : Instant.parse(given);
        } catch (DateTimeException e) {
            throw new StillwatchException("--from takes a time such as 2026-08-02T00:00:00Z", e);
        }
    }
}
