// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.release.Grant;
import dev.stillwatch.release.OpenedCopy;
import dev.stillwatch.release.RecipientKey;
import dev.stillwatch.release.ReleaseJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release open}. */
@Command(
        name = "open",
        header = "Opens a copy with the keys that were granted; for its recipient.",
        description = {
            "Every file for which all keys are there appears, whole. Copies are checked against their manifest."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all files were opened",
            "1:a fault in Stillwatch",
            "2:wrong usage, or the copy or the keys are not what they should be",
            "3:keys to some files are missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release open copy --grant grant.json --key lab.private.json --out model"})
final class ReleaseOpenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "COPY", description = "The copy's folder: its manifest and shards.")
    private Path copy = Path.of("");

    @Option(
            names = "--grant",
            paramLabel = "FILE",
            required = true,
            description = "Granted keys; several times for several.")
    private List<Path> grants = List.of();

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "Your private key.")
    private Path key = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the model goes.")
    private Path out = Path.of("");

    ReleaseOpenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RecipientKey.Private mine = RecipientKey.Private.read(KeysetPlace.inFile("recipient key", key));
        List<Grant> granted = grants.stream()
                .map(file -> ReleaseJson.read(SmallFiles.read(file), Grant.class, file.toString()))
                .toList();
        OpenedCopy.Result result;
        try (Progress shown = new Progress(terminal)) {
            result = OpenedCopy.open(
                    copy,
                    granted,
                    mine,
                    out,
                    (bytes, of) -> shown.stage(
                            () -> String.format(Locale.ROOT, "decrypting: %.1f of %.1f GB", bytes / 1e9, of / 1e9)));
        }
        terminal.print(Terminal.visible(result.opened().size() + " files opened in " + out + "\n"));
        result.missing().forEach(file -> terminal.print(Terminal.visible("keys missing: " + file + "\n")));
        return result.missing().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
