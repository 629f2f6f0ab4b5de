// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.evidence.CommittedRecord;
import dev.stillwatch.evidence.LogEntry;
import dev.stillwatch.evidence.PublishedLog;
import dev.stillwatch.evidence.RecordFolder;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.Figures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entries of the log as rows, each with what its record is about, as far as that is kept. Thread-safe. */
final class LogEntries {
    /** More entries are not searched. */
    static final int MOST_SEARCHED = 20_000;
    /** More are not shown of what a search finds. */
    static final int MOST_FOUND = 200;
    /** What people may search for, such as C-2026-0042. */
    static final Pattern ID = Pattern.compile("[A-Z]-[0-9]{4}-[0-9]{1,12}");

    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final int CHUNK = 256;
    private static final Pattern SUBJECT = Pattern.compile("\"(?:case|action|into)\":\"(" + ID.pattern() + ")\"");

    private final RecordFolder records;
    private final LongSupplier nanos;

    /**
     * @param nanos tells how much time has passed, as {@link System#nanoTime} does
     */
    LogEntries(Path records, LongSupplier nanos) {
        this.records = new RecordFolder(records);
        this.nanos = nanos;
    }

    /**
     * An entry.
     *
     * @param about ids of the case and the action that its record names
     * @param record whether the record is kept and is what was committed to
     * @param sound whether nothing is wrong with the record
     */
    record Row(
            String index,
            String time,
            String type,
            String commitment,
            List<String> about,
            String record,
            boolean sound) {
        /** Where one case leads; actions have no page of their own. */
        boolean isCase(String id) {
            return id.startsWith("C-");
        }
    }

    /**
     * What a search found, newest first.
     *
     * @param searched how many entries it looked at, the newest
     */
    record Found(List<Row> rows, long searched, long all) {}

    /** Entries of a range, newest first. */
    List<Row> rows(PublishedLog log, long from, long to) {
        List<Row> rows = new ArrayList<>();
        log.eachEntry(from, to, (index, entry) -> rows.add(row(index, entry)));
        return rows.reversed();
    }

    /** Entries whose records name a case or an action. */
    Found search(PublishedLog log, String id) {
        List<Row> found = new ArrayList<>();
        long size = log.checkpoint().size();
        long end = nanos.getAsLong() + LONGEST.toNanos();
        long to = size;
        while (to > 0 && size - to < MOST_SEARCHED && found.size() < MOST_FOUND && nanos.getAsLong() - end < 0) {
            long from = Math.max(0, (to - 1) / CHUNK * CHUNK);
            rows(log, from, to).stream().filter(row -> row.about().contains(id)).forEach(found::add);
            to = from;
        }
        return new Found(found.subList(0, Math.min(found.size(), MOST_FOUND)), size - to, size);
    }

    private Row row(long index, LogEntry entry) {
        List<String> about = new ArrayList<>();
        String record;
        boolean sound = true;
        try {
            Optional<CommittedRecord> kept = records.find(entry.commitment());
            kept.ifPresent(committed -> subjects(committed, about));
            record = kept.isPresent() ? "kept, as committed to" : "erased, or not kept here";
        } catch (StillwatchException e) {
            record = "altered";
            sound = false;
        }
        return new Row(
                Long.toString(index),
                Figures.minute(entry.time()),
                entry.type().name(),
                entry.commitment().base64(),
                about,
                record,
                sound);
    }

    /* Ids only: whatever else a record holds stays in it. */
    private static void subjects(CommittedRecord committed, List<String> about) {
        Matcher matcher = SUBJECT.matcher(new String(committed.content(), StandardCharsets.UTF_8));
        while (matcher.find()) {
            about.add(matcher.group(1));
        }
    }
}
