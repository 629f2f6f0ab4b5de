// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.release.ReleaseHistory;
import dev.stillwatch.release.ReleaseJson;
import dev.stillwatch.release.ReleaseStore;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release show}. */
@Command(
        name = "show",
        header = "Shows releases, or one with all that happened to it.",
        description = {"Without a release: all of them, each in a line."},
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, or no such release"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release show", "  stillwatch release show r-1 --format json"})
final class ReleaseShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", arity = "0..1", description = "Which release (default: all).")
    private @Nullable String release;

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    ReleaseShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseStore store = releases.open();
        List<ReleaseHistory> shown = release == null
                ? store.releases().stream().map(store::history).toList()
                : List.of(ReleaseStoreOption.history(store, release));
        if (format == OutputFormat.JSON) {
            terminal.print(ReleaseJson.write(shown) + "\n");
        } else {
            shown.forEach(each -> terminal.print(
                    Terminal.visible(release == null ? ReleaseText.line(each, releases.now()) : ReleaseText.of(each))));
        }
        return ExitStatus.OK;
    }
}
