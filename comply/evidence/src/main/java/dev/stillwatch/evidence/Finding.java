// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Something that is not as it was recorded.
 *
 * @param file where, relative to the log's folder
 * @param entry index of the first entry that it concerns; empty if it cannot be told
 * @param what in words, without anything of what was recorded
 */
public record Finding(String file, OptionalLong entry, String what) {
    public Finding {
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(entry, "entry is null");
        Objects.requireNonNull(what, "what is null");
    }

    static Finding of(String file, String what) {
        return new Finding(file, OptionalLong.empty(), what);
    }

    static Finding of(String file, long entry, String what) {
        return new Finding(file, OptionalLong.of(entry), what);
    }
}
