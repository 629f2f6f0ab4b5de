// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.Capability;
import dev.stillwatch.intel.HeldBack;
import dev.stillwatch.intel.LocalCampaign;
import dev.stillwatch.intel.OwnersFile;
import dev.stillwatch.intel.Redaction;
import dev.stillwatch.intel.SharedCampaign;
import dev.stillwatch.intel.SharedVersion;
import dev.stillwatch.intel.SharingLedger;
import dev.stillwatch.intel.SharingPolicy;
import dev.stillwatch.intel.SharingStore;
import dev.stillwatch.intel.StixBundle;
import dev.stillwatch.intel.TrafficLight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code stillwatch intel share}: shows what of campaigns would leave, and shares it when told to. */
@Command(
        name = "share",
        header = "Shows what of campaigns would leave and what is held back, and shares it with --out or --offer.",
        description = {
            "Without --out and --offer nothing is written or kept: look at it first. With them the version is kept in the"
                    + " store, so that the same campaign keeps its id and the date it was first shared.",
            "A scan's id of a campaign changes with its members. To revise a campaign later, share cases (--cases), or"
                    + " give it a name with --as.",
            "Prompts, answers, names, addresses, counts and times to the second never leave; see docs/sharing.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:shown, and shared where that was asked for",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such campaign, or a store or file that cannot be used",
            "3:nothing of at least one campaign may leave; the others are shared"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch intel share c-1f3a --store sharing.db",
            "  stillwatch intel share c-1f3a --as spring --target reasoning,code --store sharing.db --out bundle.json",
            "  stillwatch intel share C-2026-0001 C-2026-0004 --cases cases.db --tlp amber --store sharing.db --offer"
        })
final class IntelShareCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "CAMPAIGN",
            arity = "1..*",
            description = "An id of campaigns.json; with --cases that of a case.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private IntelCampaignOptions campaigns = new IntelCampaignOptions();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Your own name for the campaign, in place of its id; it does not leave.")
    private @Nullable String name;

    @Option(
            names = "--target",
            paramLabel = "CAPABILITY",
            split = ",",
            description =
                    "What of the model it is after: reasoning, mathematics, code, tool-use, agentic-work, dialogue,"
                            + " writing, translation, vision, speech, grading, safety, general.",
            converter = Capabilities.class)
    private List<Capability> targets = new ArrayList<>();

    @Mixin
    private IntelPolicyOptions policy = new IntelPolicyOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the bundle there; a file that is there is replaced.")
    private @Nullable Path out;

    @Option(
            names = "--offer",
            description = "Let stillwatch intel serve and push give it to peers, and its later versions too.")
    private boolean offer;

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelShareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What is printed of a campaign.
     *
     * @param change empty for a preview
     * @param sharedBefore whether recipients have an earlier version
     */
    record One(
            String campaign,
            Optional<SharedCampaign> leaves,
            List<HeldBack> held,
            Optional<SharingLedger.Change> change,
            boolean sharedBefore) {}

    /** Everything that is printed. */
    record Result(List<One> campaigns, boolean written) {}

    @Override
    public Integer call() {
        if (name != null && ids.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--as names one campaign; share them one by one");
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw new ParameterException(spec.commandLine(), "a campaign is named twice");
        }
        SharingPolicy wanted = policy.policy();
        if (offer && wanted.light() == TrafficLight.RED) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--offer is for all peers, and red for those only to whom it is told; write it with --out");
        }
        SharingStore store = sharing.open();
        Redaction redaction = new Redaction(wanted, store.keys().tokens());
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(targets);
        List<One> shown = new ArrayList<>();
        List<StixBundle> bundles = new ArrayList<>();
        List<LocalCampaign> found = campaigns.find(ids, capabilities).stream()
                .map(each -> name == null ? each : each.as(name))
                .toList();
        // All before the first is shared, so that all are or none is.
        found.forEach(each -> requireShareable(store, each.id()));
        found.forEach(each -> shown.add(one(store, redaction, each, bundles)));
        Path file = out;
        if (file != null && !bundles.isEmpty()) {
            OwnersFile.write(file, StixBundle.joined(bundles, store.producer()).bytes());
        }
        boolean written = !bundles.isEmpty();
        sharing.print(terminal, new Result(shown, written), text(shown));
        if (written && file != null) {
            terminal.say("Bundle: " + file);
        } else if (!offer) {
            terminal.say(
                    "This is a preview, and nothing was written or kept. --out FILE writes the bundle, --offer gives"
                            + " it to peers.");
        }
        return shown.stream().allMatch(one -> one.leaves().isPresent()) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void requireShareable(SharingStore store, String id) {
        boolean revoked = store.ledger().find(id).map(SharedVersion::revoked).orElse(false);
        if (revoked && (out != null || offer)) {
            throw new StillwatchException(
                    id + " was taken back, and what is taken back cannot be shared again under its"
                            + " id; share it under another with --as");
        }
    }

    private One one(SharingStore store, Redaction redaction, LocalCampaign campaign, List<StixBundle> bundles) {
        Redaction.Preview preview = redaction.preview(campaign);
        boolean before = store.ledger()
                .find(campaign.id())
                .filter(version -> !version.revoked())
                .isPresent();
        Optional<SharingLedger.Change> change = Optional.empty();
        if (preview.leaves().isPresent() && (out != null || offer)) {
            SharingLedger.Outcome outcome =
                    store.ledger().share(preview.leaves().get(), offer, sharing.now());
            SharedVersion version = outcome.version();
            bundles.add(version.bundle(store.ledger().writer()));
            change = Optional.of(outcome.change());
        }
        return new One(campaign.id(), preview.leaves(), preview.held(), change, before);
    }

    private static String text(List<One> shown) {
        StringBuilder text = new StringBuilder();
        for (One one : shown) {
            text.append(one.campaign())
                    .append(": ")
                    .append(IntelText.standing(one))
                    .append('\n');
            one.leaves().ifPresent(leaves -> text.append(IntelText.of(leaves)));
            for (HeldBack held : one.held()) {
                text.append("  held back: ")
                        .append(held.what())
                        .append(" x")
                        .append(held.count())
                        .append(", ")
                        .append(held.reason().because())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** Reads a capability by its label. */
    static final class Capabilities implements ITypeConverter<Capability> {
        @Override
        public Capability convert(String text) {
            for (Capability capability : Capability.values()) {
                if (capability.label().equalsIgnoreCase(text)) {
                    return capability;
                }
            }
            throw new TypeConversionException("'" + text + "' is no capability; --help lists them");
        }
    }
}
