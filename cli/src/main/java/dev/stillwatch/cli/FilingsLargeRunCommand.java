// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.filings.FilingFiles;
import dev.stillwatch.filings.Obligation;
import dev.stillwatch.parties.CountryCode;
import dev.stillwatch.parties.CustomerIdentification;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.parties.PartyStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch filings large-run}: what a customer's training of a large model makes due. */
@Command(
        name = "large-run",
        header = "Says what a customer's training of a large model makes due.",
        description = {
            "Whether the customer is foreign follows from what somebody other than they has verified. Where nobody has, that is"
                    + " said, and what would be due is shown: it does not wait for an answer.",
            "What counts as large no rule in force says; whoever calls this has found that it is."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing that binds is over due, and it is known whether the customer is foreign",
            "1:a fault in Stillwatch",
            "2:wrong usage, or no such party",
            "3:something that binds is over due, or it is not known whether the customer is foreign"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch filings large-run c-1 --parties parties.db --learnt 2026-11-20 --home US")
final class FilingsLargeRunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PARTY", description = "The customer.")
    private String id = "";

    @Option(names = "--parties", paramLabel = "FILE", required = true, description = "The store of parties.")
    private Path parties = Path.of("");

    @Option(
            names = "--learnt",
            paramLabel = "TIME",
            converter = Times.class,
            required = true,
            description = "When you learnt of it: deadlines count from then.")
    private @Nullable Instant learnt;

    @Option(names = "--home", paramLabel = "COUNTRY", description = "Your country (default: ${DEFAULT-VALUE}).")
    private String home = "US";

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    FilingsLargeRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Everything that is printed.
     *
     * @param foreign empty where nobody has verified it
     */
    record Result(PartyId customer, Optional<Boolean> foreign, List<Obligation> due) {}

    @Override
    public Integer call() {
        PartyId customer = new PartyId(id);
        Party party = PartyStoreOption.party(PartyStore.open(parties), customer);
        Instant since = learnt == null ? rules.now() : learnt;
        if (since.isAfter(rules.now())) {
            throw new StillwatchException("--learnt lies in the future; say when you learnt of it");
        }
        Optional<Boolean> foreign = CustomerIdentification.foreign(party, new CountryCode(home), rules.now());
        List<Obligation> due =
                foreign.orElse(true) ? rules.book().ofLargeRun(customer.value(), since, rules.known()) : List.of();
        Result result = new Result(customer, foreign, due);
        terminal.print(format == OutputFormat.JSON ? FilingFiles.json(result) + "\n" : text(result));
        boolean late = due.stream().anyMatch(each -> each.binding() && each.overdue(rules.now()));
        return late || foreign.isEmpty() ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private String text(Result result) {
        String who = result.foreign()
                .map(foreign -> foreign ? "a foreign customer" : "no foreign customer")
                .orElse("whether it is foreign nobody has verified: find out; if so");
        return result.customer() + ": " + who + "\n" + FilingsDueCommand.text(result.due(), rules.now());
    }
}
