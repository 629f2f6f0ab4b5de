// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import java.util.Objects;

/**
 * What rows are compared with their like by.
 *
 * @param length of the answers in characters
 * @param language of the answers, as {@link Language} guesses it
 */
record Stratum(Length length, String language) {

    Stratum {
        Objects.requireNonNull(length, "length is null");
        Objects.requireNonNull(language, "language is null");
    }

    /** How long the answers of a row are. */
    enum Length {
        SHORT("under 200"),
        MEDIUM("200 to 999"),
        LONG("1,000 to 3,999"),
        VERY_LONG("4,000 and more");

        private final String characters;

        Length(String characters) {
            this.characters = characters;
        }

        /** Its bounds in characters, in words. */
        String characters() {
            return characters;
        }

        static Length of(long characters) {
            return characters < 200 ? SHORT : characters < 1000 ? MEDIUM : characters < 4000 ? LONG : VERY_LONG;
        }
    }

    static Stratum of(CorpusRecord record) {
        long characters = record.responses().stream().mapToLong(String::length).sum();
        String first = record.responses().isEmpty() ? "" : record.responses().getFirst();
        return new Stratum(Length.of(characters), Language.of(first));
    }
}
