// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.time.Instant;
import java.util.List;

/**
 * Which state of a list was screened against.
 *
 * @param sha256 of the file's bytes as they were read, in hexadecimal; of several files, of their lines "hash  name"
 * @param count entries read
 * @param complete whether the files' ends were found whole; a list cut off clears parties it should not
 */
public record ListSnapshot(
        ListSource source,
        ListFormat format,
        Instant retrieved,
        String sha256,
        int count,
        boolean complete,
        List<FileHash> files) {
    public record FileHash(String name, String sha256) {}

    public ListSnapshot {
        files = List.copyOf(files);
    }
}
