// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Assessment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts assessments together again from the records of {@link AssessmentRecords}, in whatever order and however often they
 * come.
 *
 * <p>Each is handed out once, when its last record comes, and in order of time: what is older than one handed out is left
 * out, and so is a time of which a record is damaged. At most {@value #MOST_OPEN} times are held at once, then the oldest
 * is left out. Memory for so many assessments; a record costs its parsing. Not thread-safe.
 */
public final class GatheredAssessments {
    private static final int MOST_OPEN = 4;
    private static final int MOST_REFUSED = 1_000;

    private final NavigableMap<Instant, OpenAssessment> open = new TreeMap<>();
    /** Left out, and later than {@link #closed}. */
    private final TreeSet<Instant> refused = new TreeSet<>();
    /** Nothing of this time or earlier is wanted any more. */
    private Instant closed;

    /** Takes whatever comes. */
    public GatheredAssessments() {
        this(Instant.MIN);
    }

    /**
     * Goes on where another one was.
     *
     * @param handed the latest time that was handed out: nothing of it or before is
     */
    public GatheredAssessments(Instant handed) {
        this.closed = handed;
    }

    /** What became of a time. */
    public sealed interface Outcome {
        /** All of its records have come. */
        record Whole(Instant until, Assessment assessment) implements Outcome {}

        /**
         * It will not be handed out.
         *
         * @param why safe to show: quotes nothing of a record
         */
        record LeftOut(Instant until, String why) implements Outcome {}
    }

    /**
     * Takes one record.
     *
     * @param until the time judged that it belongs to
     * @return what it decided, as a rule nothing; times left out before one that is whole
     */
    public List<Outcome> take(AssessmentRecords.Kind kind, Instant until, String json) {
        if (!until.isAfter(closed) || refused.contains(until)) {
            return List.of();
        }
        OpenAssessment assessment = open.computeIfAbsent(until, OpenAssessment::new);
        List<Outcome> outcomes = new ArrayList<>();
        try {
            assessment.take(kind, json);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // The cause is dropped on purpose: its message may repeat what the record holds.
            refuse(until, "one of its records is damaged, of kind " + kind, outcomes);
            return outcomes;
        }
        try {
            Optional<Assessment> whole = assessment.whole();
            if (whole.isPresent()) {
                open.remove(until);
                leaveOutBefore(until, outcomes);
                outcomes.add(new Outcome.Whole(until, whole.get()));
            }
        } catch (OpenAssessment.MismatchException e) {
            refuse(until, e.what(), outcomes);
        }
        if (open.size() > MOST_OPEN) {
            Instant oldest = open.firstKey();
            open.remove(oldest);
            close(oldest);
            outcomes.add(new Outcome.LeftOut(oldest, "not all of its records came"));
        }
        return outcomes;
    }

    /** Times of which some records have come, and others are waited for. */
    public Set<Instant> open() {
        return Set.copyOf(open.keySet());
    }

    private void leaveOutBefore(Instant until, List<Outcome> outcomes) {
        NavigableMap<Instant, OpenAssessment> older = open.headMap(until, false);
        older.keySet()
                .forEach(
                        time -> outcomes.add(new Outcome.LeftOut(time, "a later one was whole before all of it came")));
        older.clear();
        close(until);
    }

    private void close(Instant until) {
        closed = until;
        refused.headSet(until, true).clear();
    }

    private void refuse(Instant until, String why, List<Outcome> outcomes) {
        open.remove(until);
        refused.add(until);
        outcomes.add(new Outcome.LeftOut(until, why));
        if (refused.size() > MOST_REFUSED) {
            close(refused.first());
        }
    }
}
