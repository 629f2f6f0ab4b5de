// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal holds beyond the published log.
 *
 * @param batches in order, each following the one before, roots and signatures checked
 * @param length bytes up to the end of the last sound batch
 * @param tail what follows these
 */
record JournalContent(List<Batch> batches, int length, Tail tail) {

    /** What stands after the last sound batch. */
    sealed interface Tail {
        /** Nothing. */
        record None() implements Tail {}

        /** The beginning of a batch whose write was cut off, so nobody was told that it had been recorded. */
        record Unfinished() implements Tail {}

        /** A whole last batch that does not fit: a write torn by a power failure, or an alteration. */
        record Spoilt() implements Tail {}

        /**
         * A batch that does not fit, with others after it, so it was sound once and was altered.
         *
         * @param why what does not fit
         */
        record Altered(String why) implements Tail {}
    }

    JournalContent {
        batches = List.copyOf(batches);
    }

    /** Reads a journal that goes on where the published log ends. Batches that were published already are left out. */
    static JournalContent read(byte[] journal, Frontier published, VerifierKey key) {
        Frontier frontier = published.copy();
        List<Batch> batches = new ArrayList<>();
        int place = 0;
        while (place < journal.length) {
            Optional<Long> length = Batch.length(journal, place);
            if (length.isEmpty() || place + length.get() > journal.length) {
                return new JournalContent(batches, place, incomplete(journal, place, length.isPresent()));
            }
            int end = Math.toIntExact(place + length.get());
            Optional<Batch> batch = sound(journal, place, end, frontier, key);
            if (batch.isEmpty()) {
                Tail tail = end == journal.length
                        ? new Tail.Spoilt()
                        : new Tail.Altered("the batch at byte " + place + " does not fit the log before it");
                return new JournalContent(batches, place, tail);
            }
            if (batch.get().end() > published.size()) {
                batches.add(batch.get());
            }
            place = end;
        }
        return new JournalContent(batches, place, new Tail.None());
    }

    private static Optional<Batch> sound(byte[] journal, int place, int end, Frontier frontier, VerifierKey key) {
        try {
            Batch batch = Batch.parse(journal, place, end - place, key);
            if (batch.end() <= frontier.size()) {
                return Optional.of(batch);
            }
            if (batch.first() != frontier.size()) {
                return Optional.empty();
            }
            batch.entries().forEach(entry -> frontier.add(Hash.ofEntry(entry)));
            return frontier.root().equals(batch.root()) ? Optional.of(batch) : Optional.empty();
        } catch (StillwatchException e) {
            return Optional.empty();
        }
    }

    /* A write that was cut off is the last one: each batch is on disk before the next is written. */
    private static Tail incomplete(byte[] journal, int place, boolean header) {
        for (int later = place + 1; later + Batch.HEADER_BYTES <= journal.length; later++) {
            Optional<Long> length = Batch.length(journal, later);
            if (length.isPresent() && later + length.get() <= journal.length) {
                return new Tail.Altered("the batch at byte " + place + " is cut off, with another after it");
            }
        }
        boolean cut = header || journal.length - place < Batch.HEADER_BYTES || isZero(journal, place);
        return cut ? new Tail.Unfinished() : new Tail.Spoilt();
    }

    private static boolean isZero(byte[] journal, int from) {
        for (int i = from; i < journal.length; i++) {
            if (journal[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
