// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.PeerSignals;
import dev.stillwatch.intel.ReadingLimits;
import dev.stillwatch.intel.SharingStore;
import dev.stillwatch.intel.StixReader;
import dev.stillwatch.intel.TaxiiClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch intel pull}: reads what a peer serves. */
@Command(
        name = "pull",
        header = "Reads what is new at a peer's TAXII server: its indicators become signals.",
        description = {
            "How far each collection was read is kept for the peer, so that the next call goes on from there, also after one"
                    + " that broke off.",
            "A signal has the confidence that its source declares, and an end. It is never a verdict."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:read, or nothing was new",
            "1:a fault in Stillwatch",
            "2:wrong usage, a store that cannot be used, or a server that cannot be asked; what came before is kept",
            "3:read, and some objects were refused or left out for want of room"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch intel pull https://intel.acme.example/taxii2/ --peer acme --secret file:acme.secret --store"
                    + " sharing.db",
            "  stillwatch intel pull https://intel.acme.example/taxii2/ --peer acme --login me --secret env:ACME --ca acme.pem"
                    + " --store sharing.db"
        })
final class IntelPullCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private IntelRemoteOptions remote = new IntelRemoteOptions();

    @Mixin
    private IntelPeerOption peer = new IntelPeerOption();

    @Option(names = "--again", description = "From the beginning, whatever was read before; what is known counts once.")
    private boolean again;

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelPullCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is printed of a collection. */
    record OfCollection(String collection, Optional<Instant> reached, IntelReading.Result read) {}

    /** Everything that is printed. */
    record Result(String peer, List<OfCollection> collections) {}

    @Override
    public Integer call() {
        SharingStore store = sharing.open();
        List<OfCollection> shown = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        try (TaxiiClient client = remote.client();
                Progress progress = new Progress(terminal)) {
            progress.step("asking " + peer.name());
            for (TaxiiClient.Remote each : remote.collections(client, TaxiiClient.Remote::readable, "read")) {
                progress.step("reading collection " + each.id() + " of " + peer.name());
                OfCollection of = pull(client, each, store.signals());
                shown.add(of);
                text.append(IntelText.of("collection " + of.collection(), of.read()));
            }
        }
        sharing.print(terminal, new Result(peer.name(), shown), text.toString());
        return shown.stream().allMatch(of -> of.read().whole()) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private OfCollection pull(TaxiiClient client, TaxiiClient.Remote collection, PeerSignals signals) {
        String name = peer.name();
        StixReader reader = new StixReader(ReadingLimits.DEFAULTS);
        Optional<Instant> from =
                again ? Optional.empty() : signals.reached(PeerSignals.Direction.PULL, name, collection.id());
        client.read(collection, from, (page, until) -> {
            // Read by itself first: what is no envelope must not lie among those that are kept.
            int objects = reader.readEnvelope(page).objects();
            signals.page(name, collection.id(), page, objects, Optional.of(until));
        });
        PeerSignals.Reading reading = signals.read(name, collection.id(), ReadingLimits.DEFAULTS, sharing.now());
        return new OfCollection(
                collection.id(),
                signals.reached(PeerSignals.Direction.PULL, name, collection.id()),
                IntelReading.of(reading));
    }
}
