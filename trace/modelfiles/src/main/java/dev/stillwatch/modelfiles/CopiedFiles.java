// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.nio.file.Path;
import java.util.List;

/**
 * What a copy holds.
 *
 * @param weights the files of weights
 * @param others files that came along, relative to the copy's folder
 * @param leftOut files of the original that were not copied: other weights, large files, hidden files
 */
public record CopiedFiles(List<Weights> weights, List<Path> others, List<Path> leftOut) {
    public CopiedFiles {
        weights = List.copyOf(weights);
        others = List.copyOf(others);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A copied file of weights.
     *
     * @param name in the copy's folder
     * @param originalSha256 of the file it was copied from, 64 lower-case hexadecimal digits
     * @param sha256 of the copy
     */
    public record Weights(Path name, String originalSha256, String sha256) {}
}
