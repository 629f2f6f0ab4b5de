// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stillwatch policy keygen}: makes a key that signs packs. */
@Command(
        name = "keygen",
        header = "Makes a key pair that signs policy packs.",
        description = "Writes NAME.key, the private key, readable by you alone and not encrypted, and NAME.pub, the"
                + " public key, for those who are to trust it. Both are Ed25519 in PEM. No file is overwritten.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:made", "1:a fault in Stillwatch", "2:wrong usage, or a file exists or cannot be written"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch policy keygen policy-team")
final class PolicyKeygenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "Path of the two files, without their endings.")
    private Path name = Path.of("");

    PolicyKeygenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SigningKey key = SigningKey.generate(name);
        terminal.print(Terminal.visible("key " + key.id() + "\nprivate " + name + ".key\npublic " + name + ".pub\n"));
        return ExitStatus.OK;
    }
}
