// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.release.BlastRadius;
import dev.stillwatch.release.Directive;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseJson;
import dev.stillwatch.release.ReleaseStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release directive}. */
@Command(
        name = "directive",
        header = "Shows whom a directive would touch; ends those releases if asked to.",
        description = {
            "Nothing else is touched: no switch for everybody is needed. Put the file among the directives too, so that later"
                    + " decisions heed it. For accounts of the API, write a pack for the gateway and use policy preview."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nobody is touched, or all were ended",
            "1:a fault in Stillwatch",
            "2:wrong usage, a file that cannot be read, or a directive to recall by that does not hold now",
            "3:somebody is touched, or must be asked about"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch release directive directive.yaml",
            "  stillwatch release directive directive.yaml --recall --by ann"
        })
final class ReleaseDirectiveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIRECTIVE", description = "The directive, YAML; see docs/release.md.")
    private Path file = Path.of("");

    @Option(names = "--recall", description = "End every release that it touches.")
    private boolean recall;

    @Option(names = "--by", paramLabel = "WHO", description = "Who ends them.")
    private @Nullable String by;

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    ReleaseDirectiveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Directive directive = ReleaseRulesOption.directive(file);
        ReleaseStore store = releases.open();
        Instant now = releases.now();
        BlastRadius radius = BlastRadius.of(
                directive, store.releases().stream().map(store::history).toList(), now);
        if (recall) {
            if (by == null) {
                throw new StillwatchException("--recall needs --by: who ends them");
            }
            if (!directive.holds(now)) {
                throw new StillwatchException("directive " + directive.id() + " does not hold now, but from "
                        + directive.effectiveFrom()
                        + directive.expires().map(end -> " to " + end).orElse("")
                        + "; nothing was ended. Among the directives it stops what it is about by itself");
            }
            for (BlastRadius.Affected each : radius.affected()) {
                if (store.history(each.release()).recalled().isEmpty()) {
                    store.append(
                            each.release(),
                            new ReleaseEvent.Recalled(by, "directive " + directive.id()),
                            TrustedKeys.NONE,
                            now);
                }
            }
        }
        terminal.print(
                format == OutputFormat.JSON
                        ? ReleaseJson.write(radius) + "\n"
                        : Terminal.visible(ReleaseText.of(radius, recall)));
        boolean left =
                (!recall && !radius.affected().isEmpty()) || !radius.toBeAsked().isEmpty();
        return left ? ExitStatus.FAILED : ExitStatus.OK;
    }
}
