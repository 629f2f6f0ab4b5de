// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.evidence.VerifierKey;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The evidence log of a service, for reading.
 *
 * @param log folder of the log
 * @param records folder of the records that its entries commit to
 * @param key what the log is signed with, its public half
 * @param keyFile where that lies
 */
public record EvidenceParts(Path log, Path records, VerifierKey key, Path keyFile) {
    public EvidenceParts {
        Objects.requireNonNull(log, "log is null");
        Objects.requireNonNull(records, "records is null");
        Objects.requireNonNull(key, "key is null");
        Objects.requireNonNull(keyFile, "keyFile is null");
    }
}
