// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was given; fails when told to. */
final class RecordingAudit implements AuditSink {
    final List<String> types = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    volatile boolean failing;

    @Override
    public void append(String type, byte[] canonicalJson) {
        if (failing) {
            throw new IllegalStateException("the log is full");
        }
        types.add(type);
        bodies.add(new String(canonicalJson, StandardCharsets.UTF_8));
    }

    List<String> typesAfter(int count) {
        return new ArrayList<>(types.subList(count, types.size()));
    }
}
