// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Serves a {@link SharingStore} by TAXII: what is offered in it, also what comes to be offered while it runs, and an inbox
 * whose objects become signals in it. Thread-safe. Memory for all that is offered.
 */
public final class SharingServer implements AutoCloseable {
    private static final int MOST_OBJECTS = 2_000_000;
    private static final int MOST_BYTES = 16 << 20;

    private final SharingStore store;
    private final TaxiiService service;
    private final TaxiiHttpServer http;
    private final InstantSource clock;
    private final Consumer<String> say;
    private final Thread looking;
    private Optional<Instant> published = Optional.empty();
    private String said = "";

    /**
     * How to serve.
     *
     * @param publicUrl how peers reach it, without a slash at its end; empty leaves addresses relative
     * @param contact shown to peers
     * @param inbox whether peers may send
     * @param every how long a campaign that is offered, and an object that is received, wait at most
     */
    public record Settings(
            String host,
            int port,
            Optional<TaxiiHttpServer.Certificate> certificate,
            String publicUrl,
            String contact,
            boolean inbox,
            Duration every) {}

    private SharingServer(
            SharingStore store,
            TaxiiService service,
            TaxiiHttpServer http,
            Duration every,
            InstantSource clock,
            Consumer<String> say) {
        this.store = store;
        this.service = service;
        this.http = http;
        this.clock = clock;
        this.say = say;
        this.looking = Thread.ofPlatform().daemon().name("sharing").unstarted(() -> lookOn(every));
    }

    /**
     * Starts serving.
     *
     * @param secrets of each peer; a name and 16 characters or more
     * @param say told of what fails while it runs, for the operator
     * @throws StillwatchException if it cannot listen
     */
    public static SharingServer start(
            SharingStore store,
            Settings settings,
            Map<String, String> secrets,
            InstantSource clock,
            Consumer<String> say) {
        Set<String> peers = Set.copyOf(secrets.keySet());
        List<TaxiiCollection> collections = new ArrayList<>();
        collections.add(new TaxiiCollection(store.campaigns(), "Campaigns", "What we share.", peers, Set.of()));
        if (settings.inbox()) {
            collections.add(new TaxiiCollection(store.inbox(), "Inbox", "For what you share.", Set.of(), peers));
        }
        PeerSignals signals = store.signals();
        TaxiiService service = new TaxiiService(
                new TaxiiService.Settings(
                        settings.publicUrl(), store.producer().name(), settings.contact(), MOST_BYTES, MOST_OBJECTS),
                new TaxiiPeers(secrets),
                collections,
                clock,
                (peer, collection, envelope, objects) -> {
                    // Read by itself first: what cannot be read must not lie among what is kept.
                    new StixReader(ReadingLimits.DEFAULTS).readEnvelope(envelope);
                    signals.page(peer, collection.toString(), envelope, objects, Optional.empty());
                });
        SharingServer server = new SharingServer(
                store,
                service,
                TaxiiHttpServer.start(service, settings.host(), settings.port(), settings.certificate()),
                settings.every(),
                clock,
                say);
        server.look();
        server.looking.start();
        return server;
    }

    public int port() {
        return http.port();
    }

    private void lookOn(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks for what is new on both sides; goes on with the rest next time where it fails. */
    private void look() {
        try {
            for (SharedVersion version : store.ledger().offeredAfter(published)) {
                service.publish(store.campaigns(), version.bundle(store.ledger().writer()), version.added());
                published = Optional.of(version.added());
            }
            for (PeerSignals.Unread unread : store.signals().unread()) {
                if (unread.collection().equals(store.inbox().toString())) {
                    store.signals().read(unread.peer(), unread.collection(), ReadingLimits.DEFAULTS, clock.instant());
                }
            }
            said = "";
        } catch (StillwatchException e) {
            tell(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A thread that ended here would end sharing without a word.
            tell("looking for what is new failed (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void tell(String message) {
        if (!message.equals(said)) {
            said = message;
            say.accept(message);
        }
    }

    @Override
    public void close() {
        looking.interrupt();
        http.close();
    }
}
