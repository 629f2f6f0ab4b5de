// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.PeerSignals;
import dev.stillwatch.intel.SharedVersion;
import dev.stillwatch.intel.SharingStore;
import dev.stillwatch.intel.TaxiiClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch intel push}: sends what is offered to a peer's server. */
@Command(
        name = "push",
        header = "Sends what is offered, and was not sent yet, to a peer's TAXII server.",
        description =
                "How far was sent is kept for each peer and collection. Objects that the peer refuses are named, and not"
                        + " sent again unless their campaign changes, or with --again.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:sent, or nothing was new",
            "1:a fault in Stillwatch",
            "2:wrong usage, a store that cannot be used, or a server that cannot be asked; what was sent before is kept in"
                    + " mind",
            "3:sent, and the peer refused some objects"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch intel push https://intel.acme.example/taxii2/ --peer acme --secret file:acme.secret --store"
                    + " sharing.db",
            "  stillwatch intel push https://intel.acme.example/taxii2/ --peer acme --secret env:ACME --again --store"
                    + " sharing.db"
        })
final class IntelPushCommand implements Callable<Integer> {
    private static final int FIRST_FEW = 10;
    private static final int LONGEST_REASON = 300;

    private final Terminal terminal;

    @Mixin
    private IntelRemoteOptions remote = new IntelRemoteOptions();

    @Mixin
    private IntelPeerOption peer = new IntelPeerOption();

    @Option(names = "--again", description = "All that is offered, whatever was sent before.")
    private boolean again;

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelPushCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What is printed of a campaign.
     *
     * @param taken how many objects the peer took
     */
    record OfCampaign(String campaign, String collection, int taken, List<String> refused) {}

    /** Everything that is printed. */
    record Result(String peer, List<OfCampaign> sent) {}

    @Override
    public Integer call() {
        SharingStore store = sharing.open();
        List<OfCampaign> sent = new ArrayList<>();
        try (TaxiiClient client = remote.client();
                Progress progress = new Progress(terminal)) {
            progress.step("asking " + peer.name());
            for (TaxiiClient.Remote each : remote.collections(client, TaxiiClient.Remote::writable, "write to")) {
                progress.step("sending to collection " + each.id() + " of " + peer.name());
                push(client, each, store, sent);
            }
        }
        sharing.print(terminal, new Result(peer.name(), sent), text(sent));
        return sent.stream().allMatch(each -> each.refused().isEmpty()) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void push(TaxiiClient client, TaxiiClient.Remote collection, SharingStore store, List<OfCampaign> sent) {
        PeerSignals signals = store.signals();
        Optional<Instant> from =
                again ? Optional.empty() : signals.reached(PeerSignals.Direction.PUSH, peer.name(), collection.id());
        for (SharedVersion version : store.ledger().offeredAfter(from)) {
            TaxiiClient.Sent came =
                    client.send(collection, version.bundle(store.ledger().writer()));
            signals.reach(PeerSignals.Direction.PUSH, peer.name(), collection.id(), version.added());
            sent.add(new OfCampaign(
                    version.campaign().localId(),
                    collection.id(),
                    came.taken(),
                    came.refused().stream()
                            .map(reason -> reason.substring(0, Math.min(LONGEST_REASON, reason.length())))
                            .toList()));
        }
    }

    private static String text(List<OfCampaign> sent) {
        if (sent.isEmpty()) {
            return "Nothing new to send.\n";
        }
        StringBuilder text = new StringBuilder();
        for (OfCampaign each : sent) {
            text.append(each.campaign())
                    .append(" to collection ")
                    .append(each.collection())
                    .append(": ")
                    .append(each.taken())
                    .append(" objects taken\n");
            each.refused().stream()
                    .limit(FIRST_FEW)
                    .forEach(reason -> text.append("  refused ")
                            .append(reason.replace('\n', ' '))
                            .append('\n'));
            if (each.refused().size() > FIRST_FEW) {
                text.append("  refused ")
                        .append(each.refused().size() - FIRST_FEW)
                        .append(" more; --format json shows them\n");
            }
        }
        return text.toString();
    }
}
