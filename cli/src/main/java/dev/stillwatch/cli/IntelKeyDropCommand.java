// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.SharingKeyRing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch intel key drop}: forgets a key. */
@Command(
        name = "drop",
        header = "Forgets a key: tokens under it are not recognised any more.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:forgotten",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such key, one that makes new tokens, or a store that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel key drop forum-2025b --store sharing.db")
final class IntelKeyDropCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Which key; see stillwatch intel key list.")
    private String id = "";

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelKeyDropCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SharingKeyRing keys = sharing.open().keys();
        keys.drop(id);
        sharing.print(terminal, new IntelKeyCommand.Keys(keys.held()), "key " + id + " forgotten\n");
        return ExitStatus.OK;
    }
}
