// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.QueueEntry;
import dev.stillwatch.cases.QueuePriority;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Which case comes after another in a list that changes while one works through it. Reads the list up to the case.
 *
 * @param user whose cases are "mine"
 */
record QueueOrder(CaseStore store, String user, QueuePriority priority) {
    private static final int AT_ONCE = 1_000;
    private static final int MOST = 20_000;

    /**
     * A case of a list.
     *
     * @param at its place, from 0
     */
    record Place(String caseId, int at) {}

    /** Where a page of a case leads on to, from what its address said of the queue. */
    static String path(String queue, String caseId) {
        String address = QueueFilter.parse(queue).address();
        return "/console/queue/next?after=" + URLEncoder.encode(caseId, StandardCharsets.UTF_8)
                + (address.isEmpty() ? "" : "&" + address);
    }

    /**
     * The case after one. A case that was decided leaves its place to the next, whether it left the list or sank in it;
     * after one that still waits comes the one below.
     *
     * @param filter with the place at which the case stood
     */
    Optional<Place> next(String caseId, QueueFilter filter) {
        Optional<Place> stood = Optional.empty();
        for (int from = 0; from < MOST; from += AT_ONCE) {
            List<QueueEntry> entries = store.queue(filter.query(user).page(from, AT_ONCE), priority)
                    .entries();
            for (int i = 0; i < entries.size(); i++) {
                QueueEntry entry = entries.get(i);
                boolean same = entry.summary().id().equals(caseId);
                if (same && entry.waitingSince().isPresent()) {
                    return place(filter, from + i + 1);
                }
                // Kept while looking on: the case itself may have sunk, or may still wait further down.
                if (!same && from + i >= filter.at() && stood.isEmpty()) {
                    stood = Optional.of(new Place(entry.summary().id(), from + i));
                }
            }
            if (entries.size() < AT_ONCE) {
                break;
            }
        }
        return stood;
    }

    private Optional<Place> place(QueueFilter filter, int at) {
        return store.queue(filter.query(user).page(at, 1), priority).entries().stream()
                .findFirst()
                .map(entry -> new Place(entry.summary().id(), at));
    }
}
