// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.cases.InForce;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page of a campaign's accounts.
 *
 * @param group those of one group; all where its path is empty
 * @param text what is looked for in names; empty for anything
 * @param found how many there are on all pages
 * @param page from 1
 * @param positions of those shown
 * @param actions in force, in words, by account
 */
record MembersPage(
        CaseReading about,
        CohortLevel group,
        String text,
        int found,
        int page,
        List<Integer> positions,
        Map<String, String> actions) {
    private static final int ROWS = 100;
    private static final int LONGEST_NAME = 120;

    /** An account. */
    record Row(String name, String shared, String actions) {}

    static MembersPage of(CaseReading about, CohortLevel group, String text, int page) {
        List<String> names = about.campaign().accounts();
        String wanted = text.toLowerCase(Locale.ROOT);
        List<Integer> found = wanted.isEmpty()
                ? group.members()
                : group.members().stream()
                        .filter(at -> names.get(at).toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        int last = Math.max(1, Math.ceilDiv(found.size(), ROWS));
        int shown = Math.min(page, last);
        int from = (shown - 1) * ROWS;
        return new MembersPage(
                about,
                group,
                text,
                found.size(),
                shown,
                found.subList(from, Math.min(found.size(), from + ROWS)),
                Map.of());
    }

    MembersPage with(List<InForce> actions, Instant now) {
        Map<String, String> words = new HashMap<>();
        for (InForce action : actions) {
            String one = CaseWords.of(action.countermeasure()) + " for "
                    + Figures.duration(java.time.Duration.between(now, action.until())) + " (" + action.actionId()
                    + ")";
            words.merge(action.account(), one, (a, b) -> a + ", " + b);
        }
        return new MembersPage(about, group, text, found, page, positions, words);
    }

    List<String> names() {
        return positions.stream().map(about.campaign().accounts()::get).toList();
    }

    List<Row> rows() {
        return positions.stream()
                .map(at -> {
                    String name = about.campaign().accounts().get(at);
                    return new Row(
                            VisibleText.shortened(name, LONGEST_NAME),
                            CohortPage.words(about.read().sharedBy(at)),
                            actions.getOrDefault(name, "none"));
                })
                .toList();
    }

    String count() {
        return text.isEmpty() ? Figures.count(found, "account") : Figures.count(found, "account") + " found";
    }

    String range() {
        int from = (page - 1) * ROWS;
        return Figures.grouped(from + 1L) + " to " + Figures.grouped(from + (long) positions.size()) + " of "
                + Figures.grouped(found);
    }

    int pages() {
        return Math.max(1, Math.ceilDiv(found, ROWS));
    }

    /** The groups to choose from. */
    List<CohortPage.GroupRow> groups() {
        return new CohortPage(about, List.of(about.read().whole()), new java.util.BitSet(), 1).groups();
    }

    /** Where another page of the same is. */
    String at(int other) {
        return about.path("/accounts") + "?page=" + other + "&group=" + encoded(group.path()) + "&text="
                + encoded(text);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
