// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.release.LicenceDecision;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseJson;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release replay}. */
@Command(
        name = "replay",
        header = "Decides again what was decided, on the facts of then.",
        description = {
            "By packs and directives as they were known then: the same decision must come out, to the bit. With --today by what is"
                    + " known now, to see what has changed."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the same comes out",
            "1:a fault in Stillwatch",
            "2:wrong usage, or no decision",
            "3:something else comes out"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch release replay r-1 --packs policy/releases --unsigned allow",
            "  stillwatch release replay r-1 --packs packs --trusted team.pub --today"
        })
final class ReleaseReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Option(names = "--today", description = "By what is known and in force now.")
    private boolean today;

    @Mixin
    private ReleaseRulesOption rules = new ReleaseRulesOption();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    ReleaseReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseEvent.Decided then = ReleaseStoreOption.history(releases.open(), release)
                .decision()
                .orElseThrow(() -> new StillwatchException("release " + release + " is not decided"));
        Instant now = releases.now();
        LicenceDecision before = then.decision();
        LicenceDecision again =
                rules.engine().decide(then.facts(), today ? now : before.effectiveAt(), today ? now : before.knownAt());
        boolean same = today
                ? again.outcome() == before.outcome()
                : ReleaseJson.write(again).equals(ReleaseJson.write(before));
        if (format == OutputFormat.JSON) {
            terminal.print(ReleaseJson.write(again) + "\n");
        } else {
            terminal.print(
                    same
                            ? "The same comes out: " + again.outcome().label() + ".\n"
                            : "Then: " + before.outcome().label() + ". Now:\n");
            terminal.print(same ? "" : Terminal.visible(ReleaseText.of(again)));
        }
        return same ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
