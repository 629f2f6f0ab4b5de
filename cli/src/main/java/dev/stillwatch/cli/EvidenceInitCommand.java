// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.KeyKind;
import dev.stillwatch.evidence.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch evidence init}: an empty log. */
@Command(
        name = "init",
        header = "Makes an empty evidence log.",
        description = "Makes the log's key too, with --origin and if FILE is not there yet. Keep the key apart from the"
                + " log: who has both can write another history.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:made", "1:a fault in Stillwatch", "2:wrong usage, or there is a log already"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch evidence init log --origin example.com/evidence --key evidence.key")
final class EvidenceInitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder of the log; made if it is missing.")
    private Path folder = Path.of("");

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The log's signing key.")
    private Path key = Path.of("");

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "Name of the log, and of the key to be made, such as example.com/evidence.")
    private @Nullable String origin;

    EvidenceInitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SigningKey signer = signer();
        EvidenceLog.create(folder, signer);
        terminal.say("Made an empty log in " + folder + ". Others check it with the key below, in " + key
                + ".vkey if it was made here.");
        terminal.print(signer.verifier() + "\n");
        return ExitStatus.OK;
    }

    private SigningKey signer() {
        String name = origin;
        if (Files.exists(key)) {
            SigningKey known = KeyFile.read(key);
            if (name != null && !name.equals(known.verifier().name())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--origin is " + name + ", but the key in " + key + " is named "
                                + known.verifier().name());
            }
            return known;
        }
        if (name == null) {
            throw new ParameterException(
                    spec.commandLine(), "there is no key in " + key + "; give --origin NAME to make one");
        }
        SigningKey made = SigningKey.generate(name, KeyKind.LOG, new SecureRandom());
        EvidenceFiles.writeKey(key, made);
        return made;
    }
}
