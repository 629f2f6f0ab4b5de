// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.QueuePriority;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The cases that wait for somebody, in the order in which they should be looked at. */
final class QueueScreen implements Screen {
    /** Within which a case should be decided. */
    static final Duration GOAL = Duration.ofHours(24);

    private static final int MOST_AT_ONCE = 500;

    private final CaseStore store;
    private final Bulk bulk;

    QueueScreen(ConsoleParts parts) {
        this.store = parts.store();
        this.bulk = new Bulk(store);
    }

    @Override
    public void mount(Routes routes) {
        routes.getKept("/console/queue", Role.VIEWER, this::page)
                .getKept("/console/queue/rows", Role.VIEWER, this::rows)
                .get("/console/queue/next", Role.VIEWER, this::next)
                .post("/console/queue/claim", Role.ANALYST, this::claim)
                .post("/console/queue/release", Role.ANALYST, this::release)
                .post("/console/queue/bulk", Role.ANALYST, this::bulk);
    }

    private Reply page(Visit visit) {
        QueueFilter filter = QueueFilter.of(visit.query());
        Optional<String> ended = visit.query("end");
        return whole(list(visit, filter, List.of()).saying(ended.map(_ -> "That was the last case of this list.")));
    }

    private static Reply whole(QueueList list) {
        return new Reply.Page("queue", "Queue", list);
    }

    private Reply rows(Visit visit) {
        return new Reply.Part("queue-rows", list(visit, QueueFilter.of(visit.query()), List.of()));
    }

    private QueueList list(Visit visit, QueueFilter filter, List<Bulk.Outcome> outcomes) {
        return QueueList.of(
                store.queue(filter.stretch(visit.user().name()), priority(visit)),
                filter,
                visit.user(),
                visit.now(),
                outcomes);
    }

    private static QueuePriority priority(Visit visit) {
        return new QueuePriority(visit.now(), GOAL);
    }

    /** Leads to the case after one, or back to the queue where there is none. */
    private Reply next(Visit visit) {
        QueueFilter filter = QueueFilter.of(visit.query());
        return new QueueOrder(store, visit.user().name(), priority(visit))
                .next(visit.query("after").orElse(""), filter)
                .map(place -> new Reply.Elsewhere(filter.path(place.caseId(), place.at())))
                .orElseGet(() -> {
                    String address = filter.at(0).address();
                    return new Reply.Elsewhere(
                            "/console/queue?" + (address.isEmpty() ? "" : address + "&") + "end=yes");
                });
    }

    private Reply claim(Visit visit) {
        store.claim(visit.required("case", "a case"), visit.user().name(), visit.now());
        return again(visit);
    }

    private Reply release(Visit visit) {
        String id = visit.required("case", "a case");
        if (!store.overview(id)
                .summary()
                .assignee()
                .equals(Optional.of(visit.user().name()))) {
            throw new StillwatchException("case " + id + " is not yours to give back");
        }
        store.unassign(id, visit.user().name(), visit.now());
        return again(visit);
    }

    /** The list as it is now: a part of it to a script, else the page anew. */
    private Reply again(Visit visit) {
        QueueFilter filter = QueueFilter.parse(visit.field("filter"));
        return byScript(visit)
                ? new Reply.Part("queue-rows", list(visit, filter, List.of()))
                : new Reply.Elsewhere(filter.path());
    }

    private static boolean byScript(Visit visit) {
        return visit.field("part").equals("yes");
    }

    private Reply bulk(Visit visit) {
        Bulk.Kind kind = Arrays.stream(Bulk.Kind.values())
                .filter(one -> QueueFilter.value(one).equals(visit.field("kind")))
                .findFirst()
                .orElseThrow(() -> new StillwatchException("Choose what to do with the cases."));
        List<String> ids = visit.fields("id").stream().distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST_AT_ONCE) {
            throw new StillwatchException("Select cases first, at most " + MOST_AT_ONCE + " at once.");
        }
        if (!visit.may(kind.needed)) {
            return new Reply.Refused(
                    403, "This needs the role " + kind.needed.name().toLowerCase(Locale.ROOT) + ".");
        }
        String reason = kind.needsReason
                ? visit.required("reason", "a reason; it stands in the history of each case")
                : visit.field("reason");
        List<Bulk.Outcome> outcomes = bulk.apply(kind, ids, reason, visit.user(), visit.now());
        QueueList list = list(visit, QueueFilter.parse(visit.field("filter")), outcomes)
                .saying(Optional.of(QueueList.summary(kind, outcomes)));
        return byScript(visit) ? new Reply.Part("queue-answer", list) : whole(list);
    }
}
