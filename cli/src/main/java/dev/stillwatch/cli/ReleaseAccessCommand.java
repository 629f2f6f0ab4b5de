// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.parties.CountryCode;
import dev.stillwatch.release.ReleaseDesk;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release access}. */
@Command(
        name = "access",
        header = "Writes down that weights were used or seen.",
        description = {"It is written down whether or not it was allowed, and said when it was not."},
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:within what is allowed",
            "1:a fault in Stillwatch",
            "2:wrong usage, or no such release",
            "3:written down, and outside of what is allowed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch release access r-1 --actor staff-17 --packs policy/releases --unsigned allow --approvers approvers.yaml"
        })
final class ReleaseAccessCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Option(
            names = "--actor",
            paramLabel = "NUMBER",
            required = true,
            description = "Whose access, by a number of yours; no name.")
    private String actor = "";

    @Option(names = "--bytes", paramLabel = "N", description = "How much went out, where known.")
    private @Nullable Long bytes;

    @Option(names = "--from", paramLabel = "COUNTRY", description = "Where it came from, where known.")
    private @Nullable String from;

    @Mixin
    private ReleaseRulesOption rules = new ReleaseRulesOption();

    @Mixin
    private ApproversOption approvers = new ApproversOption();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseAccessCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseStore store = releases.open();
        ReleaseStoreOption.history(store, release);
        Optional<String> outside = new ReleaseDesk(store, approvers.keys(), rules.engine())
                .accessed(
                        release,
                        new ReleaseEvent.Accessed(
                                actor,
                                Optional.ofNullable(bytes),
                                Optional.ofNullable(from).map(CountryCode::new)),
                        releases.now());
        terminal.print(Terminal.visible(release + ": written down"
                + outside.map(why -> ", and NOT allowed: " + why).orElse("") + "\n"));
        return outside.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
