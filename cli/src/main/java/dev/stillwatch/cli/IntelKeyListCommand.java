// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.SharingKeyRing;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stillwatch intel key list}: shows keys. */
@Command(
        name = "list",
        header = "Shows which keys there are, never the keys themselves.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, or a store that cannot be used"},
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel key list --store sharing.db")
final class IntelKeyListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelKeyListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<SharingKeyRing.Held> held = sharing.open().keys().held();
        String text = held.stream().map(IntelKeyCommand::text).collect(Collectors.joining());
        sharing.print(terminal, new IntelKeyCommand.Keys(held), text.isEmpty() ? "There is no key.\n" : text);
        return ExitStatus.OK;
    }
}
