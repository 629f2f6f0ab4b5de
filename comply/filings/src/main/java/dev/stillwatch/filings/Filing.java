// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.List;

/**
 * What is handed in for an obligation, in two versions: one for the authority, one for the public.
 *
 * @param rules version of the rules that it was made under
 * @param made when
 * @param fields in the order in which they are asked for
 */
public record Filing(Obligation obligation, String filer, String rules, Instant made, List<Field> fields) {
    /**
     * One thing that is asked for.
     *
     * @param confidential whether the public version withholds it
     */
    public record Field(String name, String value, boolean confidential) {
        /** What the public version says instead. */
        public static final String WITHHELD = "[business confidential; withheld]";

        String shown(Version version) {
            return confidential && version == Version.PUBLIC ? WITHHELD : value;
        }
    }

    /** For whom. The Federal Register marks them BC and P. */
    public enum Version {
        CONFIDENTIAL,
        PUBLIC
    }

    public Filing {
        fields = List.copyOf(fields);
        if (filer.isBlank() || fields.isEmpty()) {
            throw new StillwatchException("a filing needs who files it, and what");
        }
    }
}
