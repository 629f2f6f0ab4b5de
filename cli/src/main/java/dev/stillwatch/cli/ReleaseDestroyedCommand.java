// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.Basis;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseStore;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release destroyed}. */
@Command(
        name = "destroyed",
        header = "Takes down that a copy is said to be gone, and forgets the key to it.",
        description = {"What the recipient says is not proof; the basis says how it is known."},
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:taken down", "1:a fault in Stillwatch", "2:wrong usage, or it has no such copy"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release destroyed r-1 --basis document --evidence \"certificate 9\" --vault vault"})
final class ReleaseDestroyedCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Option(
            names = "--basis",
            paramLabel = "BASIS",
            required = true,
            description = "self-declared, third-party, document or another of docs/parties.md.")
    private String basis = "";

    @Option(names = "--evidence", paramLabel = "WORDS", required = true, description = "Where it can be looked up.")
    private String evidence = "";

    @Mixin
    private VaultOption vaults = new VaultOption();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseDestroyedCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Basis known = Arrays.stream(Basis.values())
                .filter(each -> each.label().equals(basis))
                .findFirst()
                .orElseThrow(() -> new StillwatchException("--basis is none of docs/parties.md; write document, say"));
        ReleaseStore store = releases.open();
        String copy = ReleaseStoreOption.history(store, release)
                .copy()
                .orElseThrow(() -> new StillwatchException("no copy was made for release " + release))
                .copy();
        store.append(release, new ReleaseEvent.Destroyed(copy, known, evidence), TrustedKeys.NONE, releases.now());
        vaults.open().destroy(copy);
        terminal.print(release + ": copy " + copy + " is taken down as gone, and our key to it is\n");
        return ExitStatus.OK;
    }
}
