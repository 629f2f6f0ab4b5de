// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.PackFiles;
import dev.stillwatch.policy.PackSignature;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.SigningKey;
import dev.stillwatch.release.LicencePack;
import dev.stillwatch.settings.SettingsDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch policy sign}: signs packs. */
@Command(
        name = "sign",
        header = "Signs policy packs.",
        description = "Writes pack.yaml.dsse beside each pack, replacing an earlier one: an Ed25519 signature over the"
                + " file's exact bytes, as a DSSE envelope. A file that is not a valid pack is not signed.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:signed",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such key, or a pack that cannot be read"
        },
        footerHeading = "%nExample:%n",
        footer = "  stillwatch policy sign policy/default --key policy-team.key")
final class PolicySignCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PACK|DIR", arity = "1..*", description = "Packs, or folders of packs.")
    private List<Path> named = new ArrayList<>();

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The private key, NAME.key.")
    private @Nullable Path key;

    PolicySignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SigningKey signer = SigningKey.read(Objects.requireNonNull(key));
        for (Path file : PackFiles.under(named)) {
            try {
                byte[] bytes = Files.readAllBytes(file);
                String name = checked(file.toString(), bytes);
                Path signature = PackFiles.signature(file);
                Files.write(signature, PackSignature.sign(bytes, signer));
                terminal.print(Terminal.visible(name + " signed: " + signature + "\n"));
            } catch (IOException e) {
                throw new StillwatchException("cannot sign " + file + "; check that you may read and write there", e);
            }
        }
        return ExitStatus.OK;
    }

    /** The name of a pack of either kind that can be used as it is. */
    private static String checked(String file, byte[] bytes) {
        return SettingsDocument.parse(file, bytes).has("kind")
                ? LicencePack.parse(file, bytes).frame().name()
                : PolicyPack.parse(file, bytes).name();
    }
}
