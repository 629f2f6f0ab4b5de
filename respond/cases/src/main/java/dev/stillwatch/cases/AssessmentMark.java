// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Verdict;
import java.time.Instant;
import java.util.Objects;

/**
 * What an assessment said in short, without the campaign itself.
 *
 * @param number place in the case's history, from 1
 * @param at when it was assessed
 * @param sha256 of the assessment, in hex
 * @param accounts members then
 * @param exchanges of the members then
 */
public record AssessmentMark(
        int number, Instant at, String sha256, Verdict verdict, LogOdds score, int accounts, long exchanges) {
    public AssessmentMark {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(sha256, "sha256 is null");
        Objects.requireNonNull(verdict, "verdict is null");
        Objects.requireNonNull(score, "score is null");
    }
}
