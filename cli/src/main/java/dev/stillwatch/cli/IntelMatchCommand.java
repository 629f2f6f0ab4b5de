// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.IdentifierKind;
import dev.stillwatch.intel.InboundSignal;
import dev.stillwatch.intel.KeyedTokens;
import dev.stillwatch.intel.LocalCampaign;
import dev.stillwatch.intel.LocalObservation;
import dev.stillwatch.intel.SharedIndicator;
import dev.stillwatch.intel.SharingStore;
import dev.stillwatch.intel.SignalBook;
import dev.stillwatch.intel.SignalReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch intel match}: looks up among others' signals what was seen here. */
@Command(
        name = "match",
        header = "Says which of your campaigns and accounts fit what others share.",
        description = {
            "Campaigns are looked up by networks and prompt patterns; without CAMPAIGN also all accounts of the report, as"
                    + " tokens under the keys of the store. Nothing leaves.",
            "A match is a reason to look closer. It changes no verdict and no case."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing fits a signal in force",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such campaign, or a store that cannot be used",
            "3:something does"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch intel match --store sharing.db",
            "  stillwatch intel match c-1f3a --report november --store sharing.db",
            "  stillwatch intel match C-2026-0001 --cases cases.db --store sharing.db --format json"
        })
final class IntelMatchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "CAMPAIGN",
            arity = "0..*",
            description = "An id of campaigns.json (default: all); with --cases that of a case.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private IntelCampaignOptions campaigns = new IntelCampaignOptions();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Times.class,
            description = "Which signals were in force then, as far as they are kept (default: now).")
    private @Nullable Instant at;

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelMatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A signal that fits. */
    record Fit(
            String peer,
            String signal,
            String stance,
            List<String> claims,
            OptionalInt confidence,
            String tlp,
            Instant until,
            String why) {
        static Fit of(SignalReport.Match match) {
            InboundSignal signal = match.signal();
            return new Fit(
                    match.peer(),
                    signal.id(),
                    signal.stance().label(),
                    signal.claims().stream()
                            .map(claim -> claim.label())
                            .sorted()
                            .toList(),
                    signal.confidence(),
                    signal.light().label(),
                    signal.expires(),
                    match.why());
        }
    }

    /** What fits one thing that was seen. */
    record Found(
            String subject, SharedIndicator seen, List<Fit> applies, int expired, int revoked, boolean conflicting) {}

    /** Everything that is printed. */
    record Result(int signals, int lookedUp, List<Found> found) {}

    @Override
    public Integer call() {
        if (campaigns.ofCases() && ids.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--cases needs a CASE; stillwatch case list shows them");
        }
        SharingStore store = sharing.open();
        Matching matching = new Matching(store.signals().book(), Objects.requireNonNullElseGet(at, sharing::now));
        if (ids.isEmpty()) {
            campaigns
                    .report()
                    .eachCampaign(each ->
                            matching.lookUp(observation(LocalCampaign.of(each, Set.of(), LocalCampaign.Extra.NONE))));
            accounts(store, matching);
        } else {
            campaigns.find(ids, Set.of()).forEach(each -> matching.lookUp(observation(each)));
        }
        sharing.print(terminal, matching.result(), matching.text());
        return matching.result().found().stream().anyMatch(one -> !one.applies().isEmpty())
                ? ExitStatus.FOUND
                : ExitStatus.OK;
    }

    private void accounts(SharingStore store, Matching matching) {
        Optional<KeyedTokens> tokens = store.keys().tokens();
        Set<String> wanted = matching.book.tokenKeys();
        if (tokens.isPresent() && !wanted.isEmpty()) {
            campaigns
                    .report()
                    .eachAccount(account -> matching.lookUp(new LocalObservation(
                            account.account(),
                            wanted.stream()
                                    .flatMap(keyAndMonth -> token(tokens.get(), keyAndMonth, account.account()))
                                    .toList())));
        }
    }

    /** Looks up one observation after the other; keeps only what fits. */
    private static final class Matching {
        private final SignalBook book;
        private final Instant now;
        private final List<Found> found = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int lookedUp;

        Matching(SignalBook book, Instant now) {
            this.book = book;
            this.now = now;
        }

        void lookUp(LocalObservation observation) {
            lookedUp++;
            for (SignalReport.Finding finding : book.lookUp(observation, now).findings()) {
                found.add(new Found(
                        observation.subject(),
                        finding.seen(),
                        finding.applies().stream().map(Fit::of).toList(),
                        finding.expired().size(),
                        finding.revoked().size(),
                        finding.conflicting()));
                text.append(IntelMatchCommand.text(observation.subject(), finding));
            }
        }

        Result result() {
            return new Result(book.size(), lookedUp, found);
        }

        String text() {
            return found.isEmpty()
                    ? "None of " + lookedUp + " campaigns and accounts fits any of " + book.size() + " signals.\n"
                    : text.toString();
        }
    }

    private static LocalObservation observation(LocalCampaign campaign) {
        return new LocalObservation(
                campaign.id(),
                campaign.sightings().stream()
                        .map(LocalCampaign.Sighting::indicator)
                        .toList());
    }

    private static Stream<SharedIndicator> token(KeyedTokens tokens, String keyAndMonth, String account) {
        int space = keyAndMonth.indexOf(' ');
        return tokens
                .token(
                        keyAndMonth.substring(0, space),
                        keyAndMonth.substring(space + 1),
                        IdentifierKind.ACCOUNT,
                        account)
                .<SharedIndicator>map(SharedIndicator.Token::new)
                .stream();
    }

    private static String text(String subject, SignalReport.Finding finding) {
        StringBuilder text = new StringBuilder(subject + ", " + IntelText.of(finding.seen()) + ":\n");
        for (SignalReport.Match match : finding.applies()) {
            text.append("  ")
                    .append(IntelText.of(match.peer(), match.signal()))
                    .append("; ")
                    .append(match.why())
                    .append('\n');
        }
        if (finding.conflicting()) {
            text.append("  these contradict one another\n");
        }
        if (!finding.expired().isEmpty()) {
            text.append("  ").append(finding.expired().size()).append(" out of date\n");
        }
        if (!finding.revoked().isEmpty()) {
            text.append("  ").append(finding.revoked().size()).append(" taken back\n");
        }
        return text.toString();
    }
}
