// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.CopiedFiles;
import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.recipients.Recipient;
import dev.stillwatch.recipients.RegisteredCopy;
import dev.stillwatch.weights.MarkSettings;
import dev.stillwatch.weights.WeightKey;
import dev.stillwatch.weights.WeightMarker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Mixin;

/** How recipients' copies are marked, and where that is registered; for commands that make some. */
final class WeightMarking {
    @Mixin
    private WeightKeyOption key = new WeightKeyOption();

    @Mixin
    private CopyRegisterOption register = new CopyRegisterOption();

    @Mixin
    private MarkSettingsOptions settings = new MarkSettingsOptions();

    /** What was done. */
    record Marked(String id, MarkSettings settings, int keyId, String original, long weights, CopiedFiles files) {}

    /** The register's file. */
    Path register() {
        return register.file();
    }

    /**
     * Makes a marked copy and registers it.
     *
     * @param place what was opened, for messages
     * @param out a new folder
     */
    Marked mark(ModelFiles model, Path place, Path out, Recipient known, Progress progress) {
        long markable = WeightMarker.markable(model);
        if (markable == 0) {
            throw new StillwatchException(place + " has no matrices that could carry a mark; see weights inspect");
        }
        WeightKey primary = key.keysOrFresh().primary();
        MarkSettings chosen = settings(model, place, markable, primary, progress);
        WeightMarker marker = new WeightMarker(primary, chosen, known.name());
        AtomicReference<Marked> marked = new AtomicReference<>();
        ModelCopy.copy(
                model,
                out,
                marker,
                (bytes, of) -> progress.stage(
                        () -> String.format(Locale.ROOT, "marking: %.1f of %.1f GB", bytes / 1e9, of / 1e9)),
                copied -> {
                    String original = WeightFileHashes.ofOriginal(copied).root();
                    // It may have been marked otherwise while this was being copied.
                    if (!settings.choose(before(primary, original), markable).equals(chosen)) {
                        throw new StillwatchException(
                                "other copies of " + place + " were made meanwhile, with other settings; mark again");
                    }
                    String id = register.open().add(known, original, markable, primary.id(), chosen);
                    register.open().finished(id, WeightFileHashes.ownOf(copied));
                    marked.set(new Marked(id, chosen, primary.id(), original, marker.weightsMarked(), copied));
                });
        return Objects.requireNonNull(marked.get());
    }

    /** Those that copies of this original have already; hashes it beforehand only where the register leaves that open. */
    private MarkSettings settings(ModelFiles model, Path place, long markable, WeightKey primary, Progress progress) {
        MarkSettings usual = settings.choose(List.of(), markable);
        boolean undecided = registered().stream()
                .anyMatch(copy -> copy.keyId() == primary.id()
                        && copy.weights() == markable
                        && !copy.settings().equals(usual));
        return undecided
                ? settings.choose(
                        before(
                                primary,
                                WeightFileHashes.of(model, place.toString(), progress)
                                        .root()),
                        markable)
                : usual;
    }

    private List<RegisteredCopy> before(WeightKey primary, String original) {
        return registered().stream()
                .filter(copy -> copy.keyId() == primary.id() && copy.original().equals(original))
                .toList();
    }

    private List<RegisteredCopy> registered() {
        return Files.exists(register.file()) ? register.open().copies() : List.of();
    }
}
