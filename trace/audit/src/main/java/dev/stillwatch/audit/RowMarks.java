// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.marks.TailProbability;
import java.util.List;

/**
 * What the answers of one row come to under each key of a screen.
 *
 * @param opening a hash of the first tokens
 * @param windows how many distinct windows were scored under each key
 * @param chances the chance of such a score without each key's mark, all of the key's tests considered
 */
record RowMarks(long opening, List<Long> windows, List<TailProbability> chances) {

    RowMarks {
        windows = List.copyOf(windows);
        chances = List.copyOf(chances);
    }
}
