// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.OwnersFile;
import dev.stillwatch.intel.SharedVersion;
import dev.stillwatch.intel.SharingStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch intel revoke}: takes a campaign back. */
@Command(
        name = "revoke",
        header = "Takes a campaign back, with every indicator it ever had.",
        description =
                "That is for good: STIX 2.1 has no way to share it again under its id. Peers to whom it was offered are"
                        + " told by serve and push; others need the bundle (--out). Recipients may keep what they have.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:taken back",
            "1:a fault in Stillwatch",
            "2:wrong usage, a campaign that was never shared, or a store or file that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch intel revoke c-1f3a --store sharing.db",
            "  stillwatch intel revoke spring --store sharing.db --out revoked.json"
        })
final class IntelRevokeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CAMPAIGN", description = "Its id or name, as it was shared; see stillwatch intel show.")
    private String id = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the bundle there; a file that is there is replaced.")
    private @Nullable Path out;

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelRevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SharingStore store = sharing.open();
        SharedVersion revoked = store.ledger().revoke(id, sharing.now());
        Path file = out;
        if (file != null) {
            OwnersFile.write(file, revoked.bundle(store.ledger().writer()).bytes());
        }
        sharing.print(
                terminal, IntelShowCommand.Shared.of(revoked), id + ": taken back at " + revoked.modified() + "\n");
        return ExitStatus.OK;
    }
}
