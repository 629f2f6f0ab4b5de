// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.release.Item;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseJson;
import dev.stillwatch.release.ReleaseRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release request}. */
@Command(
        name = "request",
        header = "Takes a request that weights, or what they do, reach somebody.",
        description = {
            "Asking again under the same id changes the request, until a copy was made; it must then be decided anew."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:taken", "1:a fault in Stillwatch", "2:wrong usage, or a file that cannot be read"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release request request.json --model model.json"})
final class ReleaseRequestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "REQUEST", description = "Who asks for what, JSON; see docs/release.md.")
    private Path file = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "How the model is classified, JSON; see docs/release.md.")
    private Path model = Path.of("");

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseRequestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseRequest request = ReleaseJson.read(SmallFiles.read(file), ReleaseRequest.class, file.toString());
        Item item = ReleaseJson.read(SmallFiles.read(model), Item.class, model.toString());
        releases.open()
                .append(request.id(), new ReleaseEvent.Requested(request, item), TrustedKeys.NONE, releases.now());
        terminal.print(request.id() + ": " + request.kind().label() + " of " + request.model() + " to "
                + request.party() + " is asked for\n");
        return ExitStatus.OK;
    }
}
