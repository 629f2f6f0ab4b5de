// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.report.CohortGroups;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is shown of a cohort at once: groups, or a page of accounts, and the facts that they share.
 *
 * @param steps the way from all accounts to here
 * @param acted accounts that something is being done about
 * @param page of accounts, from 1, where accounts are shown
 */
record CohortPage(CaseReading about, List<CohortLevel> steps, BitSet acted, int page) {
    /** Accounts drawn at once. */
    static final int ACCOUNTS = 150;

    private static final int FACTS = 12;
    private static final int LABEL = 40;

    /**
     * A group.
     *
     * @param acted how many of them something is being done about
     * @param shared what most of them share
     */
    record GroupRow(String path, String name, String accounts, String acted, String shared) {}

    /** An account. */
    record AccountRow(int position, String name, boolean acted, String shared) {}

    /**
     * A shared fact.
     *
     * @param sharing how many of each group, or of the accounts shown, share it
     */
    record FactRow(String title, String shortTitle, String label, boolean origin, int accounts, List<Integer> sharing) {
        String count() {
            return Figures.grouped(accounts);
        }
    }

    CohortLevel level() {
        return steps.getLast();
    }

    boolean showsAccounts() {
        return level().showsAccounts();
    }

    String title() {
        return level().path().isEmpty() ? "The cohort" : level().name();
    }

    String count() {
        return Figures.count(level().members().size(), "account");
    }

    String here(String rest) {
        return about.path(rest);
    }

    List<CohortLevel> before() {
        return steps.subList(0, steps.size() - 1);
    }

    int pages() {
        return Math.max(1, Math.ceilDiv(level().members().size(), ACCOUNTS));
    }

    /** Positions of the accounts on this page. */
    List<Integer> positions() {
        List<Integer> members = level().members();
        int from = Math.min(members.size(), (Math.min(page, pages()) - 1) * ACCOUNTS);
        return members.subList(from, Math.min(members.size(), from + ACCOUNTS));
    }

    List<GroupRow> groups() {
        CohortGroups cohort = level().cohort();
        List<GroupRow> rows = new ArrayList<>();
        for (int i = 0; i < cohort.groups().size(); i++) {
            CohortGroups.Group group = cohort.groups().get(i);
            String path = level().pathOf(i);
            rows.add(new GroupRow(
                    path,
                    "Group " + path,
                    Figures.grouped(group.accounts()),
                    Figures.grouped(actedIn(group)),
                    shared(cohort, group)));
        }
        return rows;
    }

    long actedIn(CohortGroups.Group group) {
        return acted.isEmpty() ? 0 : group.members().stream().filter(acted::get).count();
    }

    private static String shared(CohortGroups cohort, CohortGroups.Group group) {
        String words = IntStream.range(0, cohort.facts().size())
                .filter(f -> group.sharing().get(f) * 2 > group.accounts())
                .mapToObj(f -> {
                    CohortGroups.Fact fact = cohort.facts().get(f);
                    int sharing = group.sharing().get(f);
                    String all = sharing == group.accounts()
                            ? ""
                            : " (" + Figures.percent((double) sharing / group.accounts()) + ")";
                    return fact.title() + " " + VisibleText.shortened(fact.label(), LABEL) + all;
                })
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return words.isEmpty() ? "None of the facts drawn" : words;
    }

    List<AccountRow> accounts() {
        return positions().stream()
                .map(at -> new AccountRow(
                        at,
                        VisibleText.shortened(about.campaign().accounts().get(at), 60),
                        acted.get(at),
                        words(about.read().sharedBy(at))))
                .toList();
    }

    /** Facts in a few words. */
    static String words(List<Campaign.Link> links) {
        String words = links.stream()
                .limit(8)
                .map(link -> VisibleText.shortened(link.label(), LABEL))
                .reduce((a, b) -> a + ", " + b)
                .orElse("nothing known");
        return links.size() <= 8 ? words : words + " and " + (links.size() - 8) + " more";
    }

    /** Origins first; of groups those that tell them apart, of accounts the most shared. */
    List<FactRow> facts() {
        return showsAccounts() ? ofAccounts() : ofGroups();
    }

    private List<FactRow> ofGroups() {
        CohortGroups cohort = level().cohort();
        return IntStream.range(0, cohort.facts().size())
                .mapToObj(f -> {
                    CohortGroups.Fact fact = cohort.facts().get(f);
                    return new FactRow(
                            fact.title(),
                            fact.shortTitle(),
                            VisibleText.shortened(fact.label(), LABEL),
                            fact.origin(),
                            fact.accounts(),
                            cohort.groups().stream()
                                    .map(group -> group.sharing().get(f))
                                    .toList());
                })
                .toList();
    }

    private List<FactRow> ofAccounts() {
        BitSet here = new BitSet();
        level().members().forEach(here::set);
        List<Campaign.Link> links = about.campaign().links();
        record Counted(int link, int accounts) {}
        return IntStream.range(0, links.size())
                .mapToObj(i -> {
                    BitSet both = (BitSet) here.clone();
                    both.and(about.read().linked().get(i));
                    return new Counted(i, both.cardinality());
                })
                .filter(counted -> counted.accounts > 0)
                .sorted(Comparator.comparingInt(Counted::accounts).reversed())
                .limit(FACTS)
                .map(counted -> {
                    Campaign.Link link = links.get(counted.link);
                    CohortGroups.Fact fact = CohortGroups.Fact.of(link);
                    return new FactRow(
                            fact.title(),
                            fact.shortTitle(),
                            VisibleText.shortened(link.label(), LABEL),
                            fact.origin(),
                            counted.accounts,
                            positions().stream()
                                    .map(at -> about.read()
                                                    .linked()
                                                    .get(counted.link)
                                                    .get(at)
                                            ? 1
                                            : 0)
                                    .toList());
                })
                .sorted(Comparator.comparing(FactRow::origin).reversed())
                .toList();
    }

    /** How many facts could not be drawn. */
    String notDrawn() {
        int more = showsAccounts() ? 0 : level().cohort().notDrawn();
        return more == 0
                ? ""
                : Figures.count(more, "further shared fact") + (more == 1 ? " is" : " are") + " not drawn.";
    }
}
