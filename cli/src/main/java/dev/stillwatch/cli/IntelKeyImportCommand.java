// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.SharingKey;
import dev.stillwatch.intel.SharingKeyFile;
import dev.stillwatch.intel.SharingKeyRing;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch intel key import}: takes a key over. */
@Command(
        name = "import",
        header = "Takes over a key that another member made.",
        description =
                "The first key of a store makes new tokens; a later one once stillwatch intel key use says so. Delete the file"
                        + " afterwards.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:taken over",
            "1:a fault in Stillwatch",
            "2:wrong usage, a file that holds no key, or a store that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel key import forum-2026a.key --store sharing.db")
final class IntelKeyImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "As stillwatch intel key export wrote it.")
    private Path file = Path.of("");

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelKeyImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SharingKeyRing keys = sharing.open().keys();
        SharingKey key = SharingKeyFile.read(SmallFiles.read(file), file.toString());
        boolean added = keys.add(key, sharing.now());
        sharing.print(
                terminal,
                new IntelKeyCommand.Keys(keys.held()),
                "key " + key.id() + (added ? " taken over\n" : " was here before\n"));
        return ExitStatus.OK;
    }
}
