// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.QueueEntry;
import dev.stillwatch.cases.QueuePage;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A page of the queue as its template shows it.
 *
 * @param words what there is, in a sentence
 * @param said what came of what was asked for last; blank where nothing was
 * @param outcomes of what was done to several cases, those that failed first
 */
record QueueList(
        QueueFilter filter,
        boolean mayAct,
        String words,
        List<Row> rows,
        List<Column> columns,
        List<Bulk.Kind> kinds,
        String range,
        Optional<String> previous,
        Optional<String> next,
        String said,
        List<Bulk.Outcome> outcomes) {
    /** Nats beyond which more evidence makes no difference to an analyst. */
    private static final double FULL_BAR = 12;

    private static final int LONGEST_NAME = 24;

    /**
     * One case.
     *
     * @param bar length of the evidence's bar, 0 to 48
     * @param clock how the time waited stands to the goal; empty where nothing is to be decided
     * @param holder who has it; blank for nobody
     * @param picked whether it stays selected
     */
    record Row(
            String id,
            String path,
            String state,
            String verdict,
            String score,
            long bar,
            boolean against,
            String accounts,
            String exchanges,
            String daily,
            String waiting,
            String clock,
            boolean late,
            String holder,
            boolean mine,
            boolean claimable,
            String proposals,
            String priority,
            boolean picked) {}

    /** Head of a column that can be sorted by. */
    record Column(QueueFilter.Sort sort, String words, String path, String direction, boolean numeric) {}

    static QueueList of(QueuePage page, QueueFilter filter, AdminUser user, Instant now, List<Bulk.Outcome> outcomes) {
        Set<String> failed = new HashSet<>();
        outcomes.stream().filter(one -> !one.worked()).forEach(one -> failed.add(one.caseId()));
        List<Row> rows = new ArrayList<>();
        int first = (filter.page() - 1) * QueueFilter.PAGE;
        for (QueueEntry entry : page.entries()) {
            rows.add(row(entry, filter.path(entry.summary().id(), first + rows.size()), user, now, failed));
        }
        int last = first + rows.size();
        return new QueueList(
                filter,
                user.role().includes(Role.ANALYST),
                words(page, filter),
                rows,
                Arrays.stream(QueueFilter.Sort.values())
                        .map(sort -> column(filter, sort))
                        .toList(),
                Arrays.stream(Bulk.Kind.values())
                        .filter(kind -> user.role().includes(kind.needed))
                        .toList(),
                rows.isEmpty()
                        ? ""
                        : Figures.grouped(first + 1L) + " to " + Figures.grouped(last) + " of "
                                + Figures.grouped(page.total()),
                filter.page() > 1 ? Optional.of(filter.page(filter.page() - 1).path()) : Optional.empty(),
                last < page.total() && !rows.isEmpty()
                        ? Optional.of(filter.page(filter.page() + 1).path())
                        : Optional.empty(),
                "",
                outcomes.stream()
                        .sorted((a, b) -> Boolean.compare(a.worked(), b.worked()))
                        .toList());
    }

    QueueList saying(Optional<String> something) {
        return new QueueList(
                filter, mayAct, words, rows, columns, kinds, range, previous, next, something.orElse(""), outcomes);
    }

    /** What came of it, in a sentence. */
    static String summary(Bulk.Kind kind, List<Bulk.Outcome> outcomes) {
        long worked = outcomes.stream().filter(Bulk.Outcome::worked).count();
        return worked == outcomes.size()
                ? kind.done + " " + Figures.count(worked, "case") + "."
                : kind.done + " " + Figures.grouped(worked) + " of " + Figures.count(outcomes.size(), "case")
                        + ". Those that failed are still selected.";
    }

    private static String words(QueuePage page, QueueFilter filter) {
        if (page.total() == 0) {
            return filter.isNarrow()
                    ? "No case is like that."
                    : "No case waits. When detection finds a campaign, it appears here by itself.";
        }
        String late = page.overdue() == 0
                ? "none has waited longer than the goal of 24 hours."
                : Figures.grouped(page.overdue()) + (page.overdue() == 1 ? " has" : " have")
                        + " waited longer than the goal of 24 hours.";
        return Figures.count(page.total(), "case") + "; " + late;
    }

    private static Column column(QueueFilter filter, QueueFilter.Sort sort) {
        boolean current = filter.sort() == sort;
        String direction = !current ? "none" : filter.ascending() ? "ascending" : "descending";
        boolean numeric = sort != QueueFilter.Sort.CASE && sort != QueueFilter.Sort.WAITING;
        return new Column(
                sort,
                sort.words,
                filter.by(sort, current && !filter.ascending()).path(),
                direction,
                numeric);
    }

    Column column(QueueFilter.Sort sort) {
        return columns.stream()
                .filter(column -> column.sort() == sort)
                .findFirst()
                .orElseThrow();
    }

    private static Row row(QueueEntry entry, String path, AdminUser user, Instant now, Set<String> failed) {
        var summary = entry.summary();
        Optional<Duration> waited = entry.waitingSince()
                .map(since -> Duration.between(since, now))
                .map(one -> one.isNegative() ? Duration.ZERO : one);
        boolean late =
                waited.filter(time -> time.compareTo(QueueScreen.GOAL) > 0).isPresent();
        boolean mine = summary.assignee().equals(Optional.of(user.name()));
        return new Row(
                summary.id(),
                path,
                summary.state().label(),
                summary.verdict().label(),
                Figures.signed(summary.score().nats()),
                Math.round(48 * Math.min(1, Math.abs(summary.score().nats()) / FULL_BAR)),
                summary.score().nats() < 0,
                Figures.grouped(summary.accounts()),
                Figures.grouped(summary.exchanges()),
                entry.exchangesPerDay() == 0 ? "" : Figures.grouped(Math.round(entry.exchangesPerDay())) + " a day",
                waited.map(QueueList::brief).orElse("–"),
                waited.map(QueueList::clock).orElse(""),
                late,
                summary.assignee()
                        .map(name -> VisibleText.shortened(name, LONGEST_NAME))
                        .orElse(""),
                mine,
                summary.assignee().isEmpty() && summary.state() != CaseState.MERGED,
                entry.proposals() == 0 ? "–" : Figures.grouped(entry.proposals()),
                entry.waitingSince().isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f", entry.priority()),
                failed.contains(summary.id()));
    }

    private static String clock(Duration waited) {
        Duration left = QueueScreen.GOAL.minus(waited);
        return left.isNegative() ? brief(left.negated()) + " over the goal" : brief(left) + " left";
    }

    /** 40 min, 23 h, 3 days 4 h. */
    private static String brief(Duration span) {
        if (span.toMinutes() < 60) {
            return span.toMinutes() + " min";
        }
        if (span.toHours() < 48) {
            return span.toHours() + " h";
        }
        return Figures.grouped(span.toDays()) + " days"
                + (span.toHoursPart() == 0 ? "" : " " + span.toHoursPart() + " h");
    }

    /** Verdicts to choose from. */
    static List<Verdict> verdicts() {
        return List.of(Verdict.values());
    }
}
