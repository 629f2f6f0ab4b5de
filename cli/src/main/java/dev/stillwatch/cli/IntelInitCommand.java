// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.SharingStore;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch intel init}: makes a store. */
@Command(
        name = "init",
        header = "Makes the store that sharing needs.",
        description =
                "It holds a random namespace under which the ids of all that is shared are hashes. Keep a copy of it,"
                        + " as secret as the store: without it nothing shared can be revised or taken back.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:made", "1:a fault in Stillwatch", "2:wrong usage, or a file that is there or cannot be made"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel init --store sharing.db --name \"Example Models\"")
final class IntelInitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Your organisation's name, as peers are told it; 1 to 120 characters.")
    private String name = "";

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelInitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is printed. */
    record Result(String name, UUID campaigns, UUID inbox) {}

    @Override
    public Integer call() {
        SharingStore store;
        try {
            store = SharingStore.make(sharing.file(), name, sharing.now());
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("--name has 1 to 120 characters that can be seen", e);
        }
        sharing.print(
                terminal,
                new Result(store.producer().name(), store.campaigns(), store.inbox()),
                sharing.file() + " made, for its owner only. Keep a copy of it in a safe place.\n");
        return ExitStatus.OK;
    }
}
