// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stillwatch intel forget}: drops what a peer sent. */
@Command(
        name = "forget",
        header = "Forgets all signals of a peer, and how far it was read.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:forgotten", "1:a fault in Stillwatch", "2:wrong usage, or a store that cannot be used"},
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel forget --peer acme --store sharing.db")
final class IntelForgetCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private IntelPeerOption peer = new IntelPeerOption();

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelForgetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is printed. */
    record Result(String peer, int signals) {}

    @Override
    public Integer call() {
        int signals = sharing.open().signals().forget(peer.name());
        sharing.print(
                terminal,
                new Result(peer.name(), signals),
                peer.name() + ": " + signals + (signals == 1 ? " signal" : " signals") + " forgotten\n");
        return ExitStatus.OK;
    }
}
