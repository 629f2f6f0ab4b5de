// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.SharingKey;
import dev.stillwatch.intel.SharingKeyRing;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch intel key new}: makes a key. */
@Command(
        name = "new",
        header = "Makes a key by chance.",
        description = "The first key of a store makes new tokens; a later one once stillwatch intel key use says so.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:made",
            "1:a fault in Stillwatch",
            "2:wrong usage, an id that is taken, or a store that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch intel key new forum-2026a --store sharing.db")
final class IntelKeyNewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "1 to 32 lower-case letters, digits and hyphens; not secret.")
    private String id = "";

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelKeyNewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SharingKeyRing keys = sharing.open().keys();
        if (keys.held().stream().anyMatch(key -> key.id().equals(id))) {
            throw new StillwatchException("there is a key of this id already; name another");
        }
        try {
            keys.add(SharingKey.random(id, new SecureRandom()), sharing.now());
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("ID has 1 to 32 lower-case letters, digits and hyphens", e);
        }
        sharing.print(terminal, new IntelKeyCommand.Keys(keys.held()), "key " + id + " made\n");
        return ExitStatus.OK;
    }
}
