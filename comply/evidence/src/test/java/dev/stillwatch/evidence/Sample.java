// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys and entries for tests, the same ones each time. */
final class Sample {
    static final Instant TIME = Instant.parse("2026-11-22T09:16:00.123Z");
    static final EntryType TYPE = new EntryType("case-decision");
    static final SigningKey LOG = SigningKey.generate("example.com/evidence", KeyKind.LOG, new Random(1));
    static final SigningKey OTHER_LOG = SigningKey.generate("example.com/evidence", KeyKind.LOG, new Random(2));

    private Sample() {}

    static SigningKey witness(int number) {
        return SigningKey.generate("witness.example/w" + number, KeyKind.WITNESS, new Random(100 + number));
    }

    /** An entry that no other number has. */
    static LogEntry entry(long number) {
        byte[] record = ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        return new LogEntry(TYPE, TIME.plusMillis(number), Commitment.of(Salt.random(new Random(number)), record));
    }

    static List<byte[]> entries(long first, int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(first + i).bytes());
        }
        return entries;
    }
}
