// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.parties.MatchScore;
import dev.stillwatch.parties.OwnershipFinding;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.parties.PartyRecords;
import dev.stillwatch.parties.PartyReview;
import dev.stillwatch.parties.PartyStore;
import dev.stillwatch.parties.Screening;
import dev.stillwatch.parties.ScreeningIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch party screen}: holds parties against official lists, and whose they are against who is listed. */
@Command(
        name = "screen",
        header = "Screens parties against official lists, and sums up who owns them.",
        description = {
            "Only parties whose screening is out of date are screened: lists, facts or determinations have changed."
                    + " Each hit says what speaks for and against it; a person decides, with stillwatch party decide.",
            "A party that is not found is not shown to be nobody listed."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nobody is listed, to be decided, or owned half or more by who is listed, as far as can be told",
            "1:a fault in Stillwatch",
            "2:wrong usage, or lists that cannot be used",
            "3:somebody is"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch party screen --lists lists --store parties.db",
            "  stillwatch party screen c-1 --lists lists --store parties.db --again --format json"
        })
final class PartyScreenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Which parties (default: all).")
    private List<String> ids = List.of();

    @Mixin
    private PartyListsOption lists = new PartyListsOption();

    @Mixin
    private PartyStoreOption parties = new PartyStoreOption();

    @Option(names = "--again", description = "Also those whose screening is up to date.")
    private boolean again;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description =
                    "Matches from this score on are shown, 0 to 1 (default: ${DEFAULT-VALUE}, measured in docs/screening.md).")
    private double threshold = ScreeningIndex.DEFAULT_THRESHOLD.value();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    PartyScreenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Everything that is printed. */
    record Result(List<Screening> screenings, List<OwnershipFinding> owned, int upToDate) {}

    @Override
    public Integer call() {
        Instant now = parties.now();
        PartyStore store = parties.open();
        List<PartyId> which =
                ids.isEmpty() ? store.parties() : ids.stream().map(PartyId::new).toList();
        List<Party> asked =
                which.stream().map(id -> PartyStoreOption.party(store, id)).toList();
        ScreeningIndex index = lists.index(terminal, now);
        PartyReview review = PartyReview.of(store, asked, index, new MatchScore(threshold), again, now);
        List<OwnershipFinding> owned = new ArrayList<>(review.rollUp().findings());
        owned.addAll(review.rollUp().undecided());
        Result result =
                new Result(review.made(), owned, asked.size() - review.made().size());
        terminal.print(format == OutputFormat.JSON ? PartyRecords.json(result) + "\n" : text(result));
        boolean somebody = !owned.isEmpty()
                || review.latest().values().stream()
                        .filter(each -> which.contains(each.party()))
                        .anyMatch(each -> each.standing().compareTo(Screening.Standing.OPEN) >= 0);
        return somebody ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private static String text(Result result) {
        StringBuilder text = new StringBuilder();
        result.screenings().forEach(screening -> text.append(PartyText.of(screening)));
        result.owned().forEach(finding -> text.append(PartyText.of(finding)));
        text.append(result.screenings().size())
                .append(" screened, ")
                .append(result.upToDate())
                .append(" up to date.\n");
        return text.toString();
    }
}
