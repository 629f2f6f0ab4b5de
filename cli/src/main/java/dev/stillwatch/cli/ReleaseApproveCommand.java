// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.SigningKey;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.release.Approval;
import dev.stillwatch.release.LicenceDecision;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseHistory;
import dev.stillwatch.release.ReleaseStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release approve}. */
@Command(
        name = "approve",
        header = "Agrees to the decision that stands, with a signature.",
        description = {
            "Two people are needed, and who asked is neither. A signature is for one decision: after another it counts no more.",
            "Make a key with stillwatch policy keygen."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:agreed", "1:a fault in Stillwatch", "2:wrong usage, or there is nothing to agree to"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release approve r-1 --key ann.key --approvers approvers.yaml"})
final class ReleaseApproveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "Your private key, NAME.key.")
    private Path key = Path.of("");

    @Mixin
    private ApproversOption approvers = new ApproversOption();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseApproveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseStore store = releases.open();
        LicenceDecision decision = ReleaseStoreOption.history(store, release)
                .decision()
                .orElseThrow(() -> new StillwatchException("release " + release + " is not decided; decide it first"))
                .decision();
        TrustedKeys keys = approvers.keys();
        ReleaseHistory history = store.append(
                release,
                new ReleaseEvent.Approved(Approval.sign(decision, SigningKey.read(key))),
                keys,
                releases.now());
        terminal.print(Terminal.visible(release + ": agreed to by " + String.join(" and ", history.approvers(keys))
                + ", of " + ReleaseHistory.APPROVERS + " needed\n"));
        return ExitStatus.OK;
    }
}
