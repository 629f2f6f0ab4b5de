// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.parties.CustomerIdentification;
import dev.stillwatch.parties.Determination;
import dev.stillwatch.parties.Fact;
import dev.stillwatch.parties.OwnershipEdge;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.parties.PartyRecords;
import dev.stillwatch.parties.PartyStore;
import dev.stillwatch.parties.Screening;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch party show}: all that is known of a party. */
@Command(
        name = "show",
        header = "Shows all that is known of a party, what it rests on, and what is missing.",
        description = "It is personal data: show it to nobody who need not see it.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, or no such party"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch party show c-1 --store parties.db",
            "  stillwatch party show c-1 --store parties.db --format json"
        })
final class PartyShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Which party.")
    private String id = "";

    @Mixin
    private PartyStoreOption parties = new PartyStoreOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    PartyShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Everything that is printed. */
    record Result(
            Party party,
            List<CustomerIdentification.Gap> gaps,
            List<OwnershipEdge> holdings,
            Optional<Screening> screening,
            List<Determination> determinations) {}

    @Override
    public Integer call() {
        PartyStore store = parties.open();
        Party party = PartyStoreOption.party(store, new PartyId(id));
        Instant now = parties.now();
        Result result = new Result(
                party,
                CustomerIdentification.gaps(party, now),
                store.holdings().stream()
                        .filter(held ->
                                held.owner().equals(party.id()) || held.owned().equals(party.id()))
                        .toList(),
                store.screening(party.id()),
                store.determinations(party.id()));
        terminal.print(format == OutputFormat.JSON ? PartyRecords.json(result) + "\n" : text(result));
        return ExitStatus.OK;
    }

    private static String text(Result result) {
        StringBuilder text = new StringBuilder();
        text.append(result.party().id())
                .append(", ")
                .append(words(result.party().kind()))
                .append('\n');
        for (Fact fact : result.party().facts()) {
            text.append("  ")
                    .append(PartyRecords.words(fact.claim()))
                    .append("  (")
                    .append(fact.basis().label())
                    .append(": ")
                    .append(fact.evidence())
                    .append(fact.withdrawn().map(when -> ", withdrawn " + when).orElse(""))
                    .append(")\n");
        }
        for (OwnershipEdge held : result.holdings()) {
            text.append("  ")
                    .append(held.owner())
                    .append(" holds ")
                    .append(held.share())
                    .append(" of ")
                    .append(held.owned());
            text.append("  (")
                    .append(held.basis().label())
                    .append(": ")
                    .append(held.evidence())
                    .append(")\n");
        }
        for (CustomerIdentification.Gap gap : result.gaps()) {
            text.append("  ")
                    .append(words(gap.why()))
                    .append(": ")
                    .append(words(gap.field()))
                    .append('\n');
        }
        text.append(result.screening().map(PartyText::of).orElse("not screened\n"));
        return text.toString();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
