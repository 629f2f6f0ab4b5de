// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A TAXII server that listens, with a collection to read and one to write to. */
final class TaxiiSetting implements AutoCloseable {
    static final UUID SHARED = UUID.fromString("91a7b528-80eb-42ed-a74d-c6fbd5a26116");
    static final UUID INBOX = UUID.fromString("52892447-4d7e-4f70-b94d-d7f22742ff63");
    static final String READER_SECRET = "reader-secret-0123456789";
    static final String WRITER_SECRET = "writer-secret-0123456789";

    final TaxiiService service;
    final TaxiiHttpServer http;

    TaxiiSetting(InstantSource clock) {
        // Discovery names the port, so it has to be known before.
        int port = freePort();
        service = service(clock, port);
        http = TaxiiHttpServer.start(service, "127.0.0.1", port, Optional.empty());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TaxiiService service(InstantSource clock, int port) {
        return new TaxiiService(
                new TaxiiService.Settings("http://127.0.0.1:" + port, "Example", "intel@example.com", 1 << 20, 5_000),
                new TaxiiPeers(Map.of("reader", READER_SECRET, "writer", WRITER_SECRET)),
                List.of(
                        new TaxiiCollection(SHARED, "Campaigns", "Ours", Set.of("reader"), Set.of()),
                        new TaxiiCollection(INBOX, "Inbox", "Yours", Set.of("writer"), Set.of("writer"))),
                clock);
    }

    String url() {
        return "http://127.0.0.1:" + http.port();
    }

    /** Time that passes a second at each look. */
    static InstantSource ticking() {
        Instant[] now = {Samples.NOW};
        return () -> now[0] = now[0].plus(Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        http.close();
    }
}
