// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.recipients;

import dev.stillwatch.weights.MarkSettings;
import java.time.Instant;
import java.util.List;

/**
 * A copy that somebody received, or was to receive.
 *
 * @param id the hash of its line in the register, 64 hexadecimal digits
 * @param original the SHA-256 over the hashes of the original's weight files
 * @param weights of the original that could carry a mark
 * @param keyId the key it was marked with, in its keyset
 * @param at when it was registered
 * @param markedFiles the SHA-256 of each of its files that a mark makes its own; empty if it was never finished
 */
public record RegisteredCopy(
        String id,
        Recipient recipient,
        String original,
        long weights,
        int keyId,
        MarkSettings settings,
        Instant at,
        List<String> markedFiles) {
    public RegisteredCopy {
        markedFiles = List.copyOf(markedFiles);
    }

    RegisteredCopy with(List<String> files) {
        return new RegisteredCopy(id, recipient, original, weights, keyId, settings, at, files);
    }
}
