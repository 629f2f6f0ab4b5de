// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.Locale;

/**
 * What the evidence of a source comes to.
 *
 * <p>{@link #SHOWN}: at least {@value #FEWEST} rows that were served, that carry an output
 * mark, or that stand in a known set of a model's answers.
 * {@link #LIKELY}: at least {@value #FEWEST} rows, and so many that their share is surely above 0.05 %, that say themselves
 * that a model wrote them, or speak of themselves as a model of a named family; or an output mark that shows over many rows,
 * which is not {@link #SHOWN} since what rows share can make a key look lucky in all of them. {@link #LOOK}: at least {@value #FEWEST} rows
 * with any evidence, or a share of answers in the style of models that is surely above 0.5 %.
 */
public enum Risk {
    /** Nothing was seen, which acquits nobody. */
    NONE_SEEN,
    /** Too few rows to say anything. */
    TOO_LITTLE,
    /** Somebody should ask where this comes from. */
    LOOK,
    /** Rows say that a model wrote them, or many together look marked. */
    LIKELY,
    /** Rows are known to be a model's. */
    SHOWN;

    private static final long FEWEST = 3;
    private static final double LEAST_SHARE = 0.0005;
    private static final long FEWEST_JUDGED = 30;

    /** What it is called in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody should act on it. */
    public boolean found() {
        return compareTo(LOOK) >= 0;
    }

    static Risk of(SourceSummary source) {
        if (source.count("proven") >= FEWEST) {
            return SHOWN;
        }
        long said = source.count("said");
        if (said >= FEWEST && new Share(said, source.judged()).low() >= LEAST_SHARE) {
            return LIKELY;
        }
        if (source.marks().filter(PooledEvidence::alarm).isPresent()) {
            return LIKELY;
        }
        if (source.count("evidence") >= FEWEST || source.pooled().stream().anyMatch(PooledEvidence::alarm)) {
            return LOOK;
        }
        return source.judged() < FEWEST_JUDGED ? TOO_LITTLE : NONE_SEEN;
    }
}
