// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelsigning.ModelSignature;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which files belong to a model that is signed or verified. */
final class ModelFileOptions {
    @Parameters(paramLabel = "MODEL", description = "The model's folder, or its only file.")
    private Path model = Path.of("");

    @Option(
            names = "--ignore-paths",
            paramLabel = "PATH",
            description = "A file or folder in MODEL that is no part of it; can be given several times.")
    private List<Path> ignored = List.of();

    @Option(names = "--allow-symlinks", description = "Read files through symbolic links; without it one is an error.")
    private boolean followsLinks;

    Path model() {
        return model;
    }

    /** What to read, telling how far it has come. */
    ModelSignature.Reading reading(Progress progress) {
        LongAdder bytes = new LongAdder();
        progress.stage(() -> String.format(Locale.ROOT, "hashing %s: %.1f GB", model, bytes.sum() / 1e9));
        return new ModelSignature.Reading(
                ignored.stream().map(this::withinModel).toList(), followsLinks, bytes::add);
    }

    /** Paths are given as the shell completes them, or relative to the model. */
    private String withinModel(Path path) {
        Path root = model.toAbsolutePath().normalize();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(root) ? root.relativize(absolute).toString() : path.toString();
    }
}
