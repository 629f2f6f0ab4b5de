// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store, served: what comes to be offered reaches peers while it runs, and a restart hands out nothing anew. */
@Timeout(60)
class SharingServerTest {
    private static final String SECRET = "peer-secret-0123456789";

    @TempDir
    private Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();

    private SharingServer serve(SharingStore store) {
        return SharingServer.start(
                store,
                new SharingServer.Settings("127.0.0.1", 0, Optional.empty(), "", "", true, Duration.ofMillis(20)),
                Map.of("peer-a", SECRET),
                () -> Samples.NOW,
                said::add);
    }

    private static TaxiiClient client() {
        return new TaxiiClient(new TaxiiClient.Identity.Bearer(SECRET), ReadingLimits.DEFAULTS);
    }

    private static TaxiiClient.Remote collection(TaxiiClient client, SharingServer server, boolean readable) {
        URI root = client.roots(URI.create("http://127.0.0.1:" + server.port() + "/taxii2/"))
                .getFirst();
        return client.collections(root).stream()
                .filter(each -> readable ? each.readable() : each.writable())
                .findFirst()
                .orElseThrow();
    }

    private static Instant readUntilThereIsMore(
            TaxiiClient client, TaxiiClient.Remote from, Optional<Instant> after, List<byte[]> pages) {
        Optional<Instant> reached = after;
        while (pages.isEmpty()) {
            reached = client.read(from, after, (page, until) -> pages.add(page));
        }
        return reached.orElseThrow();
    }

    @Test
    void whatIsOfferedWhileItRuns_reachesPeers_andNothingComesAnewAfterARestart() {
        SharingStore store = SharingStore.make(folder.resolve("sharing.db"), "Example Models", Samples.NOW);
        List<byte[]> first = new ArrayList<>();
        Instant reached;
        try (SharingServer server = serve(store);
                TaxiiClient client = client()) {
            TaxiiClient.Remote campaigns = collection(client, server, true);
            assertThat(campaigns.id()).isEqualTo(store.campaigns().toString());
            assertThat(client.read(campaigns, Optional.empty(), (page, until) -> first.add(page)))
                    .isEmpty();
            store.ledger().share(Samples.shared(120), true, Samples.NOW);
            reached = readUntilThereIsMore(client, campaigns, Optional.empty(), first);
        }
        assertThat(new StixReader(ReadingLimits.DEFAULTS).readEnvelopes(first).signals())
                .hasSameSizeAs(Samples.shared(120).indicators());
        try (SharingServer server = serve(store);
                TaxiiClient client = client()) {
            TaxiiClient.Remote campaigns = collection(client, server, true);
            List<byte[]> again = new ArrayList<>();
            client.read(campaigns, Optional.of(reached), (page, until) -> again.add(page));
            assertThat(again).isEmpty();
            store.ledger().revoke("c-2b80d4aa1199", Samples.NOW);
            readUntilThereIsMore(client, campaigns, Optional.of(reached), again);
            assertThat(new StixReader(ReadingLimits.DEFAULTS)
                            .readEnvelopes(again)
                            .signals())
                    .allMatch(InboundSignal::revoked);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void whatAPeerSends_isOnDiskBeforeItIsAnswered_andBecomesSignals() {
        Path file = folder.resolve("sharing.db");
        SharingStore store = SharingStore.make(file, "Example Models", Samples.NOW);
        int sent = Samples.shared(120).indicators().size();
        try (SharingServer server = serve(store);
                TaxiiClient client = client()) {
            TaxiiClient.Remote inbox = collection(client, server, false);
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(inbox, Samples.bundle()).refused()).isEmpty();
                // Waiting pages first: they may become signals at any time.
                boolean waiting = !SharingStore.open(file).signals().unread().isEmpty();
                assertThat(waiting || SharingStore.open(file).signals().book().size() == sent)
                        .isTrue();
            }
        }
        try (SharingServer server = serve(store)) {
            assertThat(server.port()).isPositive();
            assertThat(store.signals().shelves(Samples.NOW))
                    .containsExactly(new PeerSignals.Shelf("peer-a", sent, sent));
            assertThat(store.signals().unread()).isEmpty();
        }
    }
}
