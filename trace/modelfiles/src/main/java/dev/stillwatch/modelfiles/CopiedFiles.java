// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.nio.file.Path;
import java.util.List;

/**
 * What a copy holds.
 *
 * @param files relative to the copy's folder, those of weights first
 * @param leftOut files of the original that were not copied: other weights, large files, hidden files
 */
public record CopiedFiles(List<Path> files, List<Path> leftOut) {
    public CopiedFiles {
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }
}
