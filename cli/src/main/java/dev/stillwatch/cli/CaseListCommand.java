// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CasePage;
import dev.stillwatch.cases.CaseQuery;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch case list}: the queue. */
@Command(
        name = "list",
        header = "Lists cases.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:listed", "1:a fault in Stillwatch", "2:wrong usage, or a store that cannot be used"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case list",
            "  stillwatch case list --state new,open --format json",
            "  stillwatch case list --unheld --order score --limit 20"
        })
final class CaseListCommand implements Callable<Integer> {
    private static final int AT_ONCE = 1_000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all but closed and merged).")
    private List<CaseState> states = new ArrayList<>();

    @Option(names = "--all", description = "Those that are closed or merged, too.")
    private boolean all;

    @Option(names = "--holder", paramLabel = "NAME", description = "Only those that this person works on.")
    private @Nullable String holder;

    @Option(names = "--unheld", description = "Only those that nobody works on.")
    private boolean unheld;

    @Option(names = "--account", paramLabel = "NAME", description = "Only those that have or had this account.")
    private @Nullable String account;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description = "Largest or latest first: ${COMPLETION-CANDIDATES} (default: opened).")
    private CaseQuery.Order order = CaseQuery.Order.OPENED;

    @Option(names = "--offset", paramLabel = "N", description = "How many to leave out at the beginning (default: 0).")
    private int offset;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, 1 to 1000 (default: all).")
    private @Nullable Integer limit;

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Set<CaseState> wanted = EnumSet.noneOf(CaseState.class);
        wanted.addAll(states);
        if (states.isEmpty() && !all) {
            wanted.addAll(List.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED));
        }
        List<CaseSummary> rows = new ArrayList<>();
        long total;
        int most = Objects.requireNonNullElse(limit, Integer.MAX_VALUE);
        CaseQuery query = query(wanted);
        try (CaseStore store = cases.open()) {
            CasePage page;
            do {
                page = store.cases(query.page(offset + rows.size(), Math.min(AT_ONCE, most - rows.size())));
                rows.addAll(page.cases());
                total = page.total();
            } while (rows.size() < most && page.cases().size() == AT_ONCE);
        }
        terminal.print(cases.json() ? CaseJson.text(rows) + "\n" : CaseText.queue(rows));
        if (rows.size() < total) {
            terminal.say("These are " + rows.size() + " of " + total + ", from " + offset + " on.");
        }
        return ExitStatus.OK;
    }

    private CaseQuery query(Set<CaseState> wanted) {
        String person = holder;
        if (unheld && person != null) {
            throw new ParameterException(spec.commandLine(), "--holder and --unheld contradict each other");
        }
        if (offset < 0 || (limit != null && (limit < 1 || limit > AT_ONCE))) {
            throw new ParameterException(spec.commandLine(), "--offset must be 0 or more, and --limit 1 to " + AT_ONCE);
        }
        CaseQuery query = CaseQuery.ALL.in(wanted).by(order);
        if (unheld) {
            query = query.heldBy(new CaseQuery.Holder.Nobody());
        } else if (person != null) {
            query = query.heldBy(new CaseQuery.Holder.Person(person));
        }
        return account == null ? query : query.with(account);
    }
}
