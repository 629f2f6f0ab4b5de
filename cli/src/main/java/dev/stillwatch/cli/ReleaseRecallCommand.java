// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseHistory;
import dev.stillwatch.release.ReleaseStore;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release recall}. */
@Command(
        name = "recall",
        header = "Ends a release: no more keys, no more access.",
        description = {
            "Keys that were handed over cannot be taken back: tell the recipient to destroy what it has, and enter that it did."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:ended", "1:a fault in Stillwatch", "2:wrong usage, or no such release"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release recall r-1 --by ann --reason \"the licence lapsed\""})
final class ReleaseRecallCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Option(names = "--by", paramLabel = "WHO", required = true, description = "Who ends it.")
    private String by = "";

    @Option(names = "--reason", paramLabel = "WORDS", required = true, description = "Why.")
    private String reason = "";

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseRecallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseStore store = releases.open();
        ReleaseStoreOption.history(store, release);
        ReleaseHistory history =
                store.append(release, new ReleaseEvent.Recalled(by, reason), TrustedKeys.NONE, releases.now());
        terminal.print(
                String.format(Locale.ROOT, "%s: ended; keys to %,d bytes are out%n", release, history.bytesReleased()));
        return ExitStatus.OK;
    }
}
