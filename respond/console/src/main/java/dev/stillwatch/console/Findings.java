// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.cases.Feedback.Finding;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.CaseActionsPage.Outcome;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.Figures;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Records what a person found out about a case, or about some of its accounts. */
final class Findings implements Screen {
    private final CaseStore store;
    private final CaseActionsPage page;

    Findings(CaseStore store, CaseActionsPage page) {
        this.store = store;
        this.page = page;
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/console/cases/:case/findings", Role.ANALYST, this::record);
    }

    /** Whether the latest finding about the whole case is that it was a false positive. */
    static boolean foundBenign(Case one) {
        return latest(one)
                .filter(found -> found.finding() == Finding.FALSE_POSITIVE)
                .isPresent();
    }

    private static Optional<Feedback> latest(Case one) {
        return one.feedback().stream().filter(Feedback::wholeCase).reduce((_, later) -> later);
    }

    private Reply record(Visit visit) {
        Finding finding = Arrays.stream(Finding.values())
                .filter(one -> one.label().equals(visit.field("finding")))
                .findFirst()
                .orElseThrow(() -> new StillwatchException("Choose what was found: confirmed or a false positive."));
        String why = visit.required("reason", "how you know");
        Case one = store.find(visit.part("case"));
        boolean some = visit.field("about").equals("some");
        Set<String> accounts = some ? accounts(visit) : Set.of();
        if (some && accounts.isEmpty()) {
            throw new StillwatchException("Name at least one account, or choose the whole case.");
        }
        if (recorded(one, finding, why, accounts, visit)) {
            return page.show(visit, Outcome.done("Already so: you recorded this finding before."));
        }
        if (!visit.field("seen").equals(MembersSeen.findings(one))) {
            return page.show(
                    visit,
                    Outcome.trouble("The case changed since this page was made: its members, its state or what was"
                            + " found about it. Nothing was recorded; look again."));
        }
        if (some) {
            store.feedback(one.id(), accounts, finding, why, visit.user().name(), visit.now());
        } else {
            store.feedback(one.id(), finding, why, visit.user().name(), visit.now());
        }
        return page.show(
                visit,
                Outcome.done(
                        words(finding, some ? accounts.size() : one.accounts().size(), some)));
    }

    /* A button pressed twice is one finding. */
    private static boolean recorded(Case one, Finding finding, String why, Set<String> accounts, Visit visit) {
        return !one.feedback().isEmpty()
                && one.feedback().getLast().finding() == finding
                && one.feedback().getLast().why().equals(why)
                && one.feedback().getLast().who().equals(visit.user().name())
                && (accounts.isEmpty()
                        ? one.feedback().getLast().wholeCase()
                        : one.feedback().getLast().accounts().equals(accounts));
    }

    private static Set<String> accounts(Visit visit) {
        Set<String> accounts = new LinkedHashSet<>();
        visit.fields("accounts").stream()
                .flatMap(String::lines)
                .flatMap(line -> line.contains(",") ? Arrays.stream(line.split(",")) : Stream.of(line))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(accounts::add);
        return accounts;
    }

    private static String words(Finding finding, int accounts, boolean some) {
        String about = Figures.count(accounts, "account");
        return switch (finding) {
            case CONFIRMED -> "Confirmed for " + about + ". Actions stay as they are.";
            case FALSE_POSITIVE ->
                some
                        ? about + " recorded as false positive and released from this case's actions."
                        : "Recorded as a false positive for " + about
                                + ". All actions of the case are undone, and it is closed.";
        };
    }
}
