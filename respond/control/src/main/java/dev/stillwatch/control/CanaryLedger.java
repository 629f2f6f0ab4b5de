// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.canaries.Assignment;
import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Occasion;
import dev.stillwatch.canaries.PlantedRecord;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.policy.Deterrence.Canary;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts the canaries that are planted, so that they can be looked for later, and puts each cohort's first one on record:
 * a commitment to the wordings, which tells nothing of them.
 *
 * <p>{@link #save} writes; what was planted since the last time is lost with the process. Thread-safe.
 */
final class CanaryLedger implements Canaries.Ledger, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final AuditSink audit;
    private final InstantSource clock;
    private final Notices notices;
    private final Map<Key, Counted> planted = new ConcurrentHashMap<>();
    private volatile boolean changed;

    private record Key(Cohort cohort, int keyId) {}

    private static final class Counted {
        private final Instant since;
        private final String commitment;
        private final AtomicLongArray counts = new AtomicLongArray(Occasion.COUNT);
        private final String way;
        private volatile boolean recorded;

        Counted(Instant since, String commitment, String way, boolean recorded) {
            this.since = since;
            this.commitment = commitment;
            this.way = way;
            this.recorded = recorded;
        }
    }

    /** Goes on from what the file holds. */
    CanaryLedger(Path file, AuditSink audit, InstantSource clock, Notices notices) {
        this.file = file;
        this.audit = audit;
        this.clock = clock;
        this.notices = notices;
        for (PlantedRecord record : PlantedRecord.read(file)) {
            // It is in the evidence log: the file is written after that.
            Counted counted = new Counted(record.since(), record.commitment(), "", true);
            record.counts().forEach(counted.counts::set);
            planted.put(new Key(record.cohort(), record.keyId()), counted);
        }
    }

    @Override
    public void planted(Assignment wordings, Canary way, Occasion occasion) {
        planted.computeIfAbsent(
                        new Key(wordings.cohort(), wordings.keyId()),
                        _ -> new Counted(
                                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                                wordings.commitment(),
                                way.name().toLowerCase(Locale.ROOT),
                                false))
                .counts
                .incrementAndGet(occasion.index());
        changed = true;
    }

    /** Puts new cohorts into the evidence log, then the counts into the file. */
    synchronized void save() {
        if (!changed) {
            return;
        }
        changed = false;
        try {
            planted.forEach((key, counted) -> {
                if (!counted.recorded) {
                    audit.append("canary.planted", entry(key, counted));
                    counted.recorded = true;
                }
            });
            PlantedRecord.write(file, records());
        } catch (RuntimeException e) {
            changed = true;
            throw e;
        }
    }

    private static byte[] entry(Key key, Counted counted) {
        Map<String, Object> members = new TreeMap<>();
        members.put("type", "canary.planted");
        members.put("at", counted.since.toString());
        members.put("commitment", counted.commitment);
        members.put("key_id", key.keyId);
        members.put("measure", key.cohort.measure());
        members.put("period", key.cohort.period());
        members.put("way", counted.way);
        return JSON.writeValueAsBytes(members);
    }

    private List<PlantedRecord> records() {
        return planted.entrySet().stream()
                .map(entry -> record(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(PlantedRecord::since)
                        .thenComparing(record -> record.cohort().toString())
                        .thenComparingInt(PlantedRecord::keyId))
                .toList();
    }

    private static PlantedRecord record(Key key, Counted counted) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int occasion = 0; occasion < Occasion.COUNT; occasion++) {
            long count = counted.counts.get(occasion);
            if (count > 0) {
                counts.put(occasion, count);
            }
        }
        return new PlantedRecord(key.cohort, key.keyId, counted.since, counted.commitment, counts);
    }

    @Override
    public void close() {
        try {
            save();
        } catch (RuntimeException e) {
            notices.alarmed("The last canaries are not on record: " + Reasons.of(e));
        }
    }
}
