// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.OwnersFile;
import dev.stillwatch.intel.SharingKeyFile;
import dev.stillwatch.intel.SharingKeyRing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch intel key export}: writes a key for another member. */
@Command(
        name = "export",
        header = "Writes a key to a file for its owner only, to be handed on.",
        description = "Whoever has it can try identifiers against all tokens.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such key, or a file that is there or cannot be written"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel key export forum-2026a --out forum-2026a.key --store sharing.db")
final class IntelKeyExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Which key; see stillwatch intel key list.")
    private String id = "";

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to; must not be there yet.")
    private Path out = Path.of("");

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelKeyExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SharingKeyRing keys = sharing.open().keys();
        OwnersFile.writeNew(out, SharingKeyFile.text(keys.find(id)).getBytes(StandardCharsets.UTF_8));
        sharing.print(
                terminal,
                new IntelKeyCommand.Keys(keys.held()),
                "key " + id + " written to " + out + "; it is a secret\n");
        return ExitStatus.OK;
    }
}
