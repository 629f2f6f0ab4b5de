// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelfiles.CopiedFiles;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelsigning.FileDigest;
import dev.stillwatch.modelsigning.ModelSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hashes of a model's weight files, by which the register knows models again; other files in its folder may change.
 *
 * @param files by their names
 */
record WeightFileHashes(List<FileDigest> files) {
    WeightFileHashes {
        files = List.copyOf(files);
    }

    static WeightFileHashes of(ModelFiles model, String what, Progress progress) {
        LongAdder bytes = new LongAdder();
        progress.stage(() -> String.format(Locale.ROOT, "hashing %s: %.1f GB", what, bytes.sum() / 1e9));
        return new WeightFileHashes(ModelSignature.hash(model.files(), bytes::add));
    }

    /** As they were read while a copy was made. */
    static WeightFileHashes ofOriginal(CopiedFiles copied) {
        return new WeightFileHashes(copied.weights().stream()
                .map(file -> new FileDigest(file.name().toString(), file.originalSha256()))
                .sorted(FileDigest.ORDER)
                .toList());
    }

    /** Of a copy's files those that differ from the original's: what is the same for everybody says nothing of who had it. */
    static List<String> ownOf(CopiedFiles copied) {
        List<String> own = new ArrayList<>(
                copied.weights().stream().map(CopiedFiles.Weights::sha256).toList());
        own.removeAll(copied.weights().stream()
                .map(CopiedFiles.Weights::originalSha256)
                .toList());
        return own;
    }

    /** Over all of them. */
    String root() {
        return ModelSignature.rootSha256(files);
    }
}
