// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.policy.AttributesCsv;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackFiles;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyJson;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.Preview;
import dev.stillwatch.policy.PreviewCount;
import dev.stillwatch.report.ReportFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch policy preview}: whom packs would have touched. */
@Command(
        name = "preview",
        header = "Says whom policy packs would touch, before they are enforced.",
        description = "Judges every account of a scan by the packs in use and by the new ones, and counts what would"
                + " change. Changes nothing and names no account. A campaign's age is counted up to its last exchange.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:counted",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a pack or the report cannot be read",
            "3:more accounts without the verdict distillation are touched than --most-benign allows"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch policy preview new.yaml --against stillwatch-report",
            "  stillwatch policy preview new.yaml --against november --current packs --most-benign 0",
            "  stillwatch policy preview directive.yaml --against november --attributes persons.csv"
        })
final class PolicyPreviewCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource clock;

    @Parameters(paramLabel = "PACK|DIR", arity = "1..*", description = "The packs to try, or folders of them.")
    private List<Path> named = new ArrayList<>();

    @Option(
            names = "--against",
            paramLabel = "DIR",
            required = true,
            description = "Folder that 'stillwatch scan' wrote.")
    private @Nullable Path against;

    @Option(
            names = "--attributes",
            paramLabel = "CSV",
            description = "What is recorded about accounts' holders: a header 'account,NAME,...' and a row for each.")
    private @Nullable Path attributes;

    @Option(
            names = "--current",
            paramLabel = "DIR",
            description = "Folder of the packs in use (default: none is in use).")
    private @Nullable Path current;

    @Option(
            names = "--at",
            paramLabel = "T",
            converter = Times.class,
            description = "When the packs are to hold, for their windows (default: now).")
    private @Nullable Instant at;

    @Option(
            names = "--most-benign",
            paramLabel = "N",
            description = "Exit with status 3 if more accounts than this would notice something without having the"
                    + " verdict distillation.")
    private @Nullable Long mostBenign;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    PolicyPreviewCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<PolicyPack> tried =
                PackFiles.under(named).stream().map(PolicyPack::read).toList();
        Path inUse = current;
        PackSet before = inUse == null
                ? PackSet.EMPTY
                : PackSet.of(PackFiles.under(List.of(inUse)).stream()
                        .map(PolicyPack::read)
                        .toList());
        Path csv = attributes;
        AttributesCsv recorded = csv == null ? AttributesCsv.NONE : AttributesCsv.read(csv);
        PreviewCount count = new PreviewCount(before, tried, Objects.requireNonNullElseGet(at, clock::instant));
        count(ReportFolder.open(Objects.requireNonNull(against)), recorded, count);
        Preview preview = count.preview();
        terminal.print(
                format == OutputFormat.JSON ? PolicyJson.of(preview) : Terminal.visible(PreviewText.of(preview)));
        Long most = mostBenign;
        return most != null && preview.benignHit() > most ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private void count(ReportFolder report, AttributesCsv recorded, PreviewCount count) {
        try (Progress progress = new Progress(terminal)) {
            progress.step("judging accounts");
            Map<String, Campaign> campaigns = new HashMap<>();
            report.eachCampaign(campaign -> campaigns.put(campaign.id(), campaign));
            report.eachAccount(account -> count.add(account.verdict(), facts(account, campaigns, recorded)));
        }
    }

    private static Facts facts(AccountAssessment account, Map<String, Campaign> campaigns, AttributesCsv recorded) {
        Facts.Builder facts = Facts.builder().account(account);
        account.campaign()
                .flatMap(id -> Optional.ofNullable(campaigns.get(id)))
                .ifPresent(campaign -> facts.campaign(campaign, campaign.lastSeen()));
        recorded.addTo(facts, account.account());
        return facts.build();
    }
}
