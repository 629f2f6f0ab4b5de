// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import java.util.Map;

/**
 * Says nothing of one row and something of many: what it counts of the rows of a source is added up. Thread-safe; keeps
 * nothing of a row.
 *
 * <p>Whole numbers come to the same sums in any order, so that neither threads nor a break change what is found.
 */
public interface PooledWitness {
    /** Numbers whose name ends so are sets of 64 bits, which are joined instead of added; that has no order either. */
    String JOINED = "|";

    /** What it looks at, in a few words, for the report. */
    String title();

    /** Changes whenever its counts may; an audit that was cut off goes on only with the same. */
    String version();

    /** One word that no other pooled witness has; its counts are kept under it. */
    String name();

    /** What a row with an answer adds to the counts of its source; names are its own making, and few in all. */
    Map<String, Long> counts(CorpusRecord row);

    /** What the sums over the rows of a source come to: the same for the same sums. */
    PooledEvidence summed(Map<String, Long> sums);
}
