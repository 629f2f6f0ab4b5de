// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where links in a model's folder may lead: to the folder itself, or to the blobs that a Hugging Face cache keeps beside
 * its snapshots. Anywhere else, a copied model could carry off files of the machine it was copied on.
 */
final class Links {
    private Links() {}

    /** The path as given, once it is known to lie inside. */
    static Path inside(Path folder, Path file) {
        try {
            Path root = folder.toRealPath();
            Path real = file.toRealPath();
            if (real.startsWith(root) || real.startsWith(blobs(root))) {
                return file;
            }
        } catch (IOException e) {
            throw new StillwatchException(
                    Malformed.shown(file.toString()) + " is missing or cannot be read: fetch the model again.", e);
        }
        throw new StillwatchException(Malformed.shown(file.toString())
                + " is a link that leads out of the model's folder: put the file itself there.");
    }

    private static Path blobs(Path root) {
        Path snapshots = root.getParent();
        return snapshots != null && snapshots.endsWith("snapshots") ? snapshots.resolveSibling("blobs") : root;
    }
}
