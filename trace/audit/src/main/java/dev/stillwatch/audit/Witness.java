// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import java.util.List;

/** Says what one kind of look at a row shows. Thread-safe; keeps nothing of the row. */
public interface Witness {

    /** What it looks at, in a few words, for the report. */
    String title();

    /** Changes whenever its answers may; an audit that was cut off goes on only with the same. */
    String version();

    /** What it sees of a row; empty where that is nothing. */
    List<Evidence> of(CorpusRecord record);
}
