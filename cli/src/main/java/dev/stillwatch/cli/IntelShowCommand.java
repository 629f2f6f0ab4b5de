// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.PeerSignals;
import dev.stillwatch.intel.SharedVersion;
import dev.stillwatch.intel.SharingKeyRing;
import dev.stillwatch.intel.SharingStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stillwatch intel show}: what was shared and what came in. */
@Command(
        name = "show",
        header = "Shows what was shared, which keys there are, and how much came from whom.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, or a store that cannot be used"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch intel show --store sharing.db",
            "  stillwatch intel show --store sharing.db --format json"
        })
final class IntelShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A campaign that was shared. */
    record Shared(
            String campaign,
            String verdict,
            Instant first,
            Instant modified,
            Instant validUntil,
            int indicators,
            String tlp,
            boolean offered,
            boolean revoked) {
        static Shared of(SharedVersion version) {
            return new Shared(
                    version.campaign().localId(),
                    version.campaign().verdict().label(),
                    version.created(),
                    version.modified(),
                    version.campaign().validUntil(),
                    version.campaign().indicators().size(),
                    version.campaign().light().label(),
                    version.forCollections(),
                    version.revoked());
        }

        private String text(Instant now) {
            String state = revoked ? "taken back" : validUntil.isAfter(now) ? "in force" : "ended";
            return campaign + ": " + verdict + ", " + state + (offered ? ", offered to peers" : ", as a file only")
                    + ", first shared " + first + ", this version " + modified + ", " + indicators + " indicators, TLP:"
                    + tlp.toUpperCase(Locale.ROOT) + "\n";
        }
    }

    /** Everything that is printed. */
    record Result(
            String name,
            UUID campaigns,
            UUID inbox,
            List<Shared> shared,
            List<SharingKeyRing.Held> keys,
            List<PeerSignals.Shelf> peers) {}

    @Override
    public Integer call() {
        SharingStore store = sharing.open();
        Instant now = sharing.now();
        Result result = new Result(
                store.producer().name(),
                store.campaigns(),
                store.inbox(),
                store.ledger().all().stream().map(Shared::of).toList(),
                store.keys().held(),
                store.signals().shelves(now));
        sharing.print(terminal, result, text(result, now));
        return ExitStatus.OK;
    }

    private static String text(Result result, Instant now) {
        StringBuilder text = new StringBuilder(
                result.name() + ", collection " + result.campaigns() + ", inbox " + result.inbox() + "\n");
        result.shared().forEach(each -> text.append(each.text(now)));
        result.keys().forEach(key -> text.append(IntelKeyCommand.text(key)));
        result.peers()
                .forEach(peer -> text.append("peer ")
                        .append(peer.peer())
                        .append(": ")
                        .append(peer.signals())
                        .append(" signals, ")
                        .append(peer.inForce())
                        .append(" in force\n"));
        return text.toString();
    }
}
