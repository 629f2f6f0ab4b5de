// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch policy verify}: checks signatures as the gateway does. */
@Command(
        name = "verify",
        header = "Checks that every pack of a folder is signed by a trusted key and can be used.",
        description = "Does what the gateway does when it loads the folder: one pack that is unsigned, changed, signed"
                + " by somebody else or not valid, and the folder is refused.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all packs can be used", "1:a fault in Stillwatch", "2:wrong usage, or a pack is refused"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch policy verify packs --trusted policy-team.pub")
final class PolicyVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Folder of packs.")
    private Path folder = Path.of("");

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Public keys in PEM, or lists of keys in YAML.")
    private List<Path> trusted = new ArrayList<>();

    PolicyVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        for (PolicyPack pack : PackSet.load(folder, TrustedKeys.read(trusted), UnsignedPacks.REFUSE)
                .packs()) {
            terminal.print(pack.name() + " " + pack.sha256() + " good\n");
        }
        return ExitStatus.OK;
    }
}
