// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelsigning.ModelSignature;
import dev.stillwatch.modelsigning.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch weights sign}: an OpenSSF model signature. */
@Command(
        name = "sign",
        header = "Signs all files of a model.",
        description = {
            "Hashes every file and signs the list, as OpenSSF model signing 1.0 describes it; the tool model_signing"
                    + " verifies the signature too (verify key). Git's files and the signature itself are left out.",
            "",
            "The key is an elliptic-curve key on P-256, P-384 or P-521 in PEM (PKCS #8, no password), such as weights"
                    + " keygen or openssl genpkey makes."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:signed",
            "1:a fault in Stillwatch",
            "2:wrong usage, a key that does not fit, or files that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch weights sign model --key publisher.key --out model.sig",
            "  stillwatch weights sign model --key publisher.key --out model/model.sig --ignore-paths model/logs"
        })
final class WeightsSignCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ModelFileOptions files = new ModelFileOptions();

    @Option(names = "--key", paramLabel = "PEM", required = true, description = "The private key's file.")
    private Path key = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Where the signature goes; one that is there is replaced.")
    private Path out = Path.of("");

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    WeightsSignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SigningKey signer = SigningKey.read(key);
        int signed;
        try (Progress progress = new Progress(terminal)) {
            signed = ModelSignature.sign(files.model(), out, signer, files.reading(progress));
        }
        String hint = signer.verifying().hint();
        terminal.print(
                format == OutputFormat.JSON
                        ? EvidenceJson.line(json -> {
                            json.writeStringProperty("signature", out.toString());
                            json.writeNumberProperty("files", signed);
                            json.writeStringProperty("key", hint);
                        })
                        : Terminal.visible("signed " + signed + (signed == 1 ? " file" : " files") + " of "
                                + files.model() + ": " + out + "\nkey " + hint + "\n"));
        return ExitStatus.OK;
    }
}
