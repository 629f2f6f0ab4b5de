// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.Determination;
import dev.stillwatch.parties.MatchScore;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.parties.PartyStore;
import dev.stillwatch.parties.Screening;
import dev.stillwatch.parties.ScreeningIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch party decide}: records what people decided on a hit. */
@Command(
        name = "decide",
        header = "Records what people decided on a party and an entry of a list.",
        description = "It holds until it expires, or until what is known of the party or the entry changes.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:recorded", "1:a fault in Stillwatch", "2:wrong usage, or the party is not like that entry"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch party decide c-1 SDN:36 --outcome different --reason \"another year of birth\" --by ann --lists lists"
                    + " --store parties.db",
            "  stillwatch party decide c-1 SDN:36 --outcome same-authorised --reason \"licence 2026-7\" --by ann --by bob"
                    + " --for 90d --lists lists --store parties.db"
        })
final class PartyDecideCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "ID", description = "Which party.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "ENTRY", description = "Which entry, as screening names it.")
    private String entry = "";

    @Option(
            names = "--outcome",
            paramLabel = "different|same|same-authorised",
            required = true,
            converter = Outcome.class,
            description = "Somebody else, the one listed, or the one listed and let through, which takes two people.")
    private Determination.Outcome outcome = Determination.Outcome.SAME;

    @Option(
            names = "--reason",
            paramLabel = "WORDS",
            required = true,
            description = "Why, for whoever has to answer for it.")
    private String reason = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            required = true,
            description = "Who decides; several times for several.")
    private Set<String> deciders = new LinkedHashSet<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "For how long it holds (default: 180d).")
    private Duration length = Duration.ofDays(180);

    @Mixin
    private PartyListsOption lists = new PartyListsOption();

    @Mixin
    private PartyStoreOption parties = new PartyStoreOption();

    PartyDecideCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads an outcome as the help writes it. */
    static final class Outcome implements picocli.CommandLine.ITypeConverter<Determination.Outcome> {
        @Override
        public Determination.Outcome convert(String text) {
            return switch (text) {
                case "different" -> Determination.Outcome.DIFFERENT;
                case "same" -> Determination.Outcome.SAME;
                case "same-authorised" -> Determination.Outcome.SAME_AUTHORISED;
                default ->
                    throw new picocli.CommandLine.TypeConversionException(
                            "an outcome is different, same or same-authorised");
            };
        }
    }

    @Override
    public Integer call() {
        Instant now = parties.now();
        PartyStore store = parties.open();
        Party party = PartyStoreOption.party(store, new PartyId(id));
        ScreeningIndex index = lists.index(terminal, now);
        MatchScore threshold = new MatchScore(
                store.screening(party.id()).map(Screening::threshold).orElse(ScreeningIndex.DEFAULT_THRESHOLD.value()));
        Screening screening = Screening.of(party, store.determinations(party.id()), index, threshold, now);
        Screening.Finding finding = screening.findings().stream()
                .filter(each -> each.entry().equals(entry))
                .findFirst()
                .orElseThrow(() -> new StillwatchException("screening does not find party " + party.id()
                        + " like entry " + entry + "; stillwatch party screen names the entries it is like"));
        store.determine(new Determination(
                party.id(),
                entry,
                outcome,
                reason,
                deciders,
                now,
                now.plus(length),
                screening.factsHash(),
                finding.entryHash(),
                screening.snapshots()));
        Screening after = Screening.of(party, store.determinations(party.id()), index, threshold, now);
        store.keep(after);
        terminal.print(PartyText.of(after));
        return ExitStatus.OK;
    }
}
