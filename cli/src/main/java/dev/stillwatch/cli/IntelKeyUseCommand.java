// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.SharingKeyRing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch intel key use}: makes new tokens under a key. */
@Command(
        name = "use",
        header = "Makes new tokens under this key from now on.",
        description = "Only once all members have it: others do not recognise its tokens.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such key, or a store that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel key use forum-2026a --store sharing.db")
final class IntelKeyUseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Which key; see stillwatch intel key list.")
    private String id = "";

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelKeyUseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SharingKeyRing keys = sharing.open().keys();
        keys.use(id);
        sharing.print(terminal, new IntelKeyCommand.Keys(keys.held()), "key " + id + " makes new tokens\n");
        return ExitStatus.OK;
    }
}
