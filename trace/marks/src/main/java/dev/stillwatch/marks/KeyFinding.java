// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Optional;

/**
 * What one test of one key came to.
 *
 * @param label the key's name; never the key
 * @param scheme the scheme's name
 * @param statistic which of the scheme's statistics; empty where there is one
 * @param scored how many distinct windows were scored
 * @param sum their scores added up
 * @param law how a score is distributed without the mark
 * @param computed the exact chance of such a sum without the mark
 * @param decoys the same text under other keys; empty if there were none
 * @param publicDemoKey whether the key stands in public documentation, so that anybody can have left this mark
 */
public record KeyFinding(
        String label,
        String scheme,
        String statistic,
        long scored,
        double sum,
        ScoreLaw law,
        TailProbability computed,
        Optional<DecoyCheck> decoys,
        boolean publicDemoKey) {

    /** The p-value that counts: the computed one, or the rank where decoys show that the computed one is wrong. */
    public TailProbability decisive() {
        return decoys.filter(check -> !check.agrees()).map(DecoyCheck::rank).orElse(computed);
    }

    /** By how many standard deviations the sum lies above what text without the mark scores on average; 0 if none. */
    public double deviations() {
        return scored == 0 ? 0 : (sum - scored * law.mean()) / Math.sqrt(scored * law.variance());
    }
}
