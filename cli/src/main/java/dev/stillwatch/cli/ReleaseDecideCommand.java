// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyReview;
import dev.stillwatch.parties.PartyStore;
import dev.stillwatch.parties.ScreeningIndex;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.release.LicenceDecision;
import dev.stillwatch.release.PartyFacts;
import dev.stillwatch.release.ReleaseDesk;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseHistory;
import dev.stillwatch.release.ReleaseJson;
import dev.stillwatch.release.ReleaseStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch release decide}. */
@Command(
        name = "decide",
        header = "Decides a release by packs of rules, with every rule that was considered.",
        description = {
            "Parties whose screening is out of date are screened first. Nobody is asked: where facts are missing, it says which."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:allowed, perhaps with conditions",
            "1:a fault in Stillwatch",
            "2:wrong usage, or files that cannot be used",
            "3:denied, referred, or more must be known"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch release decide r-1 --packs policy/releases --unsigned allow --parties parties.db --lists lists",
            "  stillwatch release decide r-1 --packs packs --trusted team.pub --directives directives --parties parties.db"
                    + " --lists lists --format json"
        })
final class ReleaseDecideCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RELEASE", description = "Which release.")
    private String release = "";

    @Mixin
    private ReleaseStoreOption releases = new ReleaseStoreOption();

    @Mixin
    private ReleaseRulesOption rules = new ReleaseRulesOption();

    @Option(names = "--parties", paramLabel = "FILE", required = true, description = "The store of parties.")
    private Path parties = Path.of("");

    @Mixin
    private PartyListsOption lists = new PartyListsOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    ReleaseDecideCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant now = releases.now();
        ReleaseStore store = releases.open();
        ReleaseHistory history = ReleaseStoreOption.history(store, release);
        ReleaseEvent.Requested asked = history.request()
                .orElseThrow(() -> new StillwatchException("release " + release + " was never asked for"));
        PartyStore known = PartyStore.open(parties);
        Party party = PartyStoreOption.party(known, asked.request().party());
        List<Party> all = known.parties().stream()
                .map(id -> PartyStoreOption.party(known, id))
                .toList();
        PartyReview review =
                PartyReview.of(known, all, lists.index(terminal, now), ScreeningIndex.DEFAULT_THRESHOLD, false, now);
        ReleaseDesk desk = new ReleaseDesk(store, TrustedKeys.NONE, rules.engine());
        LicenceDecision decision = desk.decide(
                PartyFacts.of(
                        asked.request(),
                        asked.item(),
                        party,
                        review.screening(party.id()),
                        review.rollUp().of(party.id()),
                        now),
                now);
        terminal.print(
                format == OutputFormat.JSON
                        ? ReleaseJson.write(decision) + "\n"
                        : Terminal.visible(ReleaseText.of(decision)));
        return decision.outcome().allows() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
