// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.recipients.Recipient;
import dev.stillwatch.release.ReleaseDesk;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseRequest;
import dev.stillwatch.release.ReleaseStore;
import dev.stillwatch.release.Vault;
import dev.stillwatch.weights.WeightMarker;
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

/** {@code stillwatch release copy}. */
@Command(
        name = "copy",
        header = "Makes the recipient's own copy: marked, and encrypted under a key of its own.",
        description = {
            "The model is decrypted to a temporary folder for as long as that takes; let it lie in memory, or on an encrypted disk.",
            "The copy's folder may be handed over as it is: without keys nobody can read it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:made", "1:a fault in Stillwatch", "2:wrong usage, or the release does not allow it"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch release copy r-1 --vault vault --out handover --packs policy/releases --unsigned allow"
                    + " --approvers approvers.yaml"
        })
final class ReleaseCopyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Option(
            names = "--artefact",
            paramLabel = "ID",
            description = "The model in the vault, as release store named it (default: the only one of that model).")
    private @Nullable String artefact;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Put the encrypted copy there too, new, to be handed over (default: it stays in the vault).")
    private @Nullable Path out;

    @Option(
            names = "--unmarked",
            description = "Do not mark the copy: for files that hold no weights that could carry a mark.")
    private boolean unmarked;

    @Mixin
    private VaultOption vaults = new VaultOption();

    @Mixin
    private ReleaseRulesOption rules = new ReleaseRulesOption();

    @Mixin
    private ApproversOption approvers = new ApproversOption();

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    @Mixin
    private WeightMarking marking = new WeightMarking();

    ReleaseCopyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseStore store = releases.open();
        ReleaseRequest request = ReleaseStoreOption.history(store, release)
                .request()
                .orElseThrow()
                .request();
        if (out != null && Files.exists(out)) {
            throw new StillwatchException(out + " exists already and is left alone; name a new folder");
        }
        Vault vault = vaults.open();
        String original = artefact == null ? vault.onlyOriginal(request.model()) : artefact;
        ReleaseEvent.Copied copied;
        try (Progress shown = new Progress(terminal);
                TemporaryFolder work = TemporaryFolder.create()) {
            copied = new ReleaseDesk(store, approvers.keys(), rules.engine())
                    .copy(
                            release,
                            vault,
                            original,
                            work.path(),
                            (plain, marked) ->
                                    mark(plain, marked, new Recipient(request.party() + " " + release), shown),
                            releases.now(),
                            (bytes, of) -> shown.stage(() ->
                                    String.format(Locale.ROOT, "encrypting: %.1f of %.1f GB", bytes / 1e9, of / 1e9)));
        }
        if (out != null) {
            vault.handOver(copied.copy(), out);
        }
        terminal.print(Terminal.visible(release + ": copy " + copied.copy() + " in "
                + (out == null ? vault.folder(copied.copy()) : out)
                + copied.mark().map(id -> ", marked as " + id.substring(0, 16)).orElse(", not marked") + "\n"));
        return ExitStatus.OK;
    }

    private Optional<String> mark(Path original, Path marked, Recipient recipient, Progress shown) {
        if (unmarked) {
            return Optional.empty();
        }
        try (ModelFiles model = ModelFiles.open(original)) {
            if (WeightMarker.markable(model) == 0) {
                throw new StillwatchException(
                        "the model has no matrices that could carry a mark; --unmarked makes a copy that"
                                + " cannot be told from others");
            }
            return Optional.of(
                    marking.mark(model, original, marked, recipient, shown).id());
        }
    }
}
