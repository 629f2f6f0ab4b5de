// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.weights.MarkSettings;
import dev.stillwatch.weights.WeightKey;
import dev.stillwatch.weights.WeightMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Copies of a model, each marked for one recipient as {@code stillwatch weights mark} does it. Keeps them as numbers. */
final class MarkedCopies {
    private final Path original;
    private final Path folder;
    private final WeightKey key;
    private final MarkSettings settings;
    private final Map<String, Model> copies = new HashMap<>();

    MarkedCopies(Path original, Path folder, WeightKey key, MarkSettings settings) {
        this.original = original;
        this.folder = folder;
        this.key = key;
        this.settings = settings;
    }

    /** A recipient's copy, made where it is asked for first. */
    Model of(String recipient) throws IOException {
        Model known = copies.get(recipient);
        if (known == null) {
            Path copy = folder.resolve(recipient + "-" + settings.amplitude());
            if (!Files.exists(copy)) {
                write(recipient, copy);
            }
            known = ModelFolder.read(copy);
            copies.put(recipient, known);
        }
        return known;
    }

    private void write(String recipient, Path copy) {
        try (ModelFiles files = ModelFiles.open(original)) {
            ModelCopy.copy(files, copy, new WeightMarker(key, settings, recipient), (_, _) -> {}, _ -> {});
        }
    }
}
