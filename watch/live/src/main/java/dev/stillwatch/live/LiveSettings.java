// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.time.Duration;
import java.util.List;

/**
 * What online detection keeps, and how often it does what.
 *
 * @param keep how long traffic is kept and judged together, by the times of exchanges; rounded up to days (UTC)
 * @param recognise how long a copy of an exchange is recognised after the first came in
 * @param mostRecognised how many exchanges are remembered for that at most, about 16 bytes each
 * @param mostAhead exchanges dated further ahead of the clock are left out: one wrong date would make all others old
 * @param assessEvery from the begin of one assessment to that of the next
 * @param longestAssessment after which an assessment that has not ended counts as failed
 * @param checkpointEvery how often the state is stored: a restart reads again what came in since
 * @param retainJournal how long journal files are kept that no checkpoint needs any more
 * @param laggingAfter how long exchanges may wait unread before detection counts as lagging
 * @param retryAfter how long to wait before reading again after reading failed
 */
public record LiveSettings(
        Duration keep,
        Duration recognise,
        int mostRecognised,
        Duration mostAhead,
        Duration assessEvery,
        Duration longestAssessment,
        Duration checkpointEvery,
        Duration retainJournal,
        Duration laggingAfter,
        Duration retryAfter) {

    /** Four weeks judged every five minutes, checkpoints as often, copies recognised for a day. */
    public static final LiveSettings DEFAULTS = new LiveSettings(
            Duration.ofDays(28),
            Duration.ofDays(1),
            16_000_000,
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofDays(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10));

    public LiveSettings {
        for (Duration positive :
                List.of(keep, recognise, assessEvery, longestAssessment, checkpointEvery, laggingAfter, retryAfter)) {
            if (positive.isNegative() || positive.isZero()) {
                throw new IllegalArgumentException("a duration of " + positive);
            }
        }
        if (mostAhead.isNegative() || retainJournal.isNegative()) {
            throw new IllegalArgumentException("mostAhead is " + mostAhead + ", retainJournal is " + retainJournal);
        }
        if (mostRecognised < 1) {
            throw new IllegalArgumentException("mostRecognised is " + mostRecognised);
        }
    }

    /** The same with other times between assessments and between checkpoints. */
    public LiveSettings every(Duration assessments, Duration checkpoints) {
        return new LiveSettings(
                keep,
                recognise,
                mostRecognised,
                mostAhead,
                assessments,
                longestAssessment,
                checkpoints,
                retainJournal,
                laggingAfter,
                retryAfter);
    }
}
