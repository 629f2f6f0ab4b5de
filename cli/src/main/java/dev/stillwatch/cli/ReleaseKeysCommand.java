// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.release.Grant;
import dev.stillwatch.release.RecipientKey;
import dev.stillwatch.release.ReleaseDesk;
import dev.stillwatch.release.ReleaseJson;
import dev.stillwatch.release.ReleaseStore;
import dev.stillwatch.release.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release keys}. */
@Command(
        name = "keys",
        header = "Hands over keys to a copy, sealed for its recipient: the export itself.",
        description = {
            "Charged to the release's budget before they leave. Rules are asked again first: what changed since the decision counts."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:handed over", "1:a fault in Stillwatch", "2:wrong usage, or the release does not allow it"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch release keys r-1 --recipient-key lab.public.json --out grant.json --vault vault --packs policy/releases"
                    + " --unsigned allow --approvers approvers.yaml",
            "  stillwatch release keys r-1 --first 0 --shards 16 --recipient-key lab.public.json --out grant.json --vault vault"
                    + " --packs packs --trusted team.pub --approvers approvers.yaml"
        })
final class ReleaseKeysCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Option(
            names = "--recipient-key",
            paramLabel = "FILE",
            required = true,
            description =
                    "The recipient's public key, as release keygen prints it. Compare its fingerprint by telephone.")
    private Path recipient = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the sealed keys go; new.")
    private Path out = Path.of("");

    @Option(names = "--first", paramLabel = "N", description = "From which shard on (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--shards", paramLabel = "N", description = "To how many shards (default: all from the first on).")
    private @Nullable Integer shards;

    @Mixin
    private VaultOption vaults = new VaultOption();

    @Mixin
    private ReleaseRulesOption rules = new ReleaseRulesOption();

    @Mixin
    private ApproversOption approvers = new ApproversOption();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    ReleaseKeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new StillwatchException(out + " exists already and is left alone; name another --out");
        }
        ReleaseStore store = releases.open();
        ReleaseStoreOption.history(store, release);
        Vault vault = vaults.open();
        RecipientKey key = RecipientKey.parse(SmallFiles.read(recipient), recipient.toString());
        Grant grant = new ReleaseDesk(store, approvers.keys(), rules.engine())
                .keys(release, vault, first, Optional.ofNullable(shards), key, releases.now());
        EvidenceFiles.write(out, ReleaseJson.write(grant) + "\n");
        terminal.print(Terminal.visible(String.format(
                Locale.ROOT,
                "%s: keys to %d shards, %,d bytes, sealed for %s in %s%n",
                release,
                grant.terms().shards(),
                grant.terms().bytes(),
                key.fingerprint().substring(0, 16),
                out)));
        return ExitStatus.OK;
    }
}
