// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelsigning.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stillwatch weights keygen}: a pair of keys that signs models. */
@Command(
        name = "keygen",
        header = "Makes a pair of keys that signs models.",
        description =
                "Writes NAME.key, which signs, and NAME.pub, which others verify with: elliptic-curve keys on P-256"
                        + " in PEM, as OpenSSL and the tool model_signing read them. Keep NAME.key secret and apart from the"
                        + " models; give NAME.pub to recipients by another way than the model.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:made", "1:a fault in Stillwatch", "2:wrong usage, or files that are there already"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch weights keygen publisher")
final class WeightsKeygenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The files' name, without .key and .pub.")
    private Path name = Path.of("");

    WeightsKeygenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path secret = name.resolveSibling(name.getFileName() + ".key");
        Path known = name.resolveSibling(name.getFileName() + ".pub");
        SigningKey made = SigningKey.generate(secret, known);
        terminal.print(Terminal.visible(
                "made " + secret + " and " + known + "\nkey " + made.verifying().hint() + "\n"));
        return ExitStatus.OK;
    }
}
