// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.report.VisibleText;

/** What a row's source is called. */
final class Sources {
    private static final int LONGEST = 120;
    /** Rows whose source is not said, where a member was to name it. */
    static final String UNNAMED = "(no source)";
    /** Rows of all sources beyond those that are counted apart. */
    static final String FURTHER = "(further sources)";

    private Sources() {}

    /** The value of the member that was to name it, shortened; else the file. */
    static String nameOf(CorpusRecord record) {
        return record.source()
                .map(value -> value.isBlank() ? UNNAMED : VisibleText.shortened(value, LONGEST))
                .orElse(record.place().file());
    }
}
