// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelsigning.FileDigest;
import dev.stillwatch.modelsigning.ModelSignature;
import java.nio.file.Path;
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
        return of(model.files(), what, progress);
    }

    static WeightFileHashes of(List<Path> files, String what, Progress progress) {
        LongAdder bytes = new LongAdder();
        progress.stage(() -> String.format(Locale.ROOT, "hashing %s: %.1f GB", what, bytes.sum() / 1e9));
        return new WeightFileHashes(ModelSignature.hash(files, bytes::add));
    }

    /** Over all of them. */
    String root() {
        return ModelSignature.rootSha256(files);
    }

    List<String> sha256s() {
        return files.stream().map(FileDigest::sha256).toList();
    }
}
