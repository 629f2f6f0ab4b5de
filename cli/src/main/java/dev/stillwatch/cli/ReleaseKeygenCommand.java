// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.release.RecipientKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stillwatch release keygen}. */
@Command(
        name = "keygen",
        header = "Makes a recipient's key, and gives the public half.",
        description = {"For whoever receives weights: keys are sealed for it. A key that is there is used."},
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:made, or there already",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a key that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch release keygen --key lab.json --out lab.public.json"})
final class ReleaseKeygenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "Where the private key is, or goes.")
    private Path key = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Where the public key goes (default: it is printed).")
    private @Nullable Path out;

    ReleaseKeygenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RecipientKey.Private made = RecipientKey.Private.readOrMake(KeysetPlace.inFile("recipient key", key));
        if (out == null) {
            terminal.print(made.publicJson() + "\n");
        } else {
            EvidenceFiles.write(out, made.publicJson() + "\n");
        }
        terminal.say("stillwatch: fingerprint "
                + RecipientKey.parse(made.publicJson(), key.toString()).fingerprint());
        return ExitStatus.OK;
    }
}
