// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Optional;

/** Interim. */
final class PublicVocabulary {
    static PublicVocabulary shipped() {
        return new PublicVocabulary();
    }

    Optional<String> word(int hash) {
        return Optional.empty();
    }
}
