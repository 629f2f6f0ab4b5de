// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.KeyKind;
import dev.stillwatch.evidence.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch evidence keygen}: a key for a log or a witness. */
@Command(
        name = "keygen",
        header = "Makes a signing key for a log or a witness.",
        description = "Writes the signing key to FILE, readable by its owner only, and the verifier key, which is for"
                + " everybody, to FILE.vkey. Prints the verifier key.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:written", "1:a fault in Stillwatch", "2:wrong usage, or a file that cannot be written"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch evidence keygen witness.example/w1 --witness --key witness.key")
final class EvidenceKeygenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "What stands in its signatures, such as example.com/evidence.")
    private String name = "";

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "Where to write it; a new file.")
    private Path key = Path.of("");

    @Option(names = "--witness", description = "A witness's key, not a log's.")
    private boolean witness;

    EvidenceKeygenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        KeyKind kind = witness ? KeyKind.WITNESS : KeyKind.LOG;
        SigningKey made = SigningKey.generate(name, kind, new SecureRandom());
        EvidenceFiles.writeKey(key, made);
        terminal.print(made.verifier() + "\n");
        return ExitStatus.OK;
    }
}
