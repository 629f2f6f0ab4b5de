// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.MeasuresInForce;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.gateway.ApiKeyAuthentication;
import dev.stillwatch.gateway.ExchangeRecorder;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.GatewayServer;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.gateway.Upstream;
import dev.stillwatch.live.AppendOutcome;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.JournalSettings;
import dev.stillwatch.policy.Deterrence;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The gateway as it is served: every exchange is read, digested and kept in a journal on disk. */
final class ServedGateway implements AutoCloseable {
    private final DigestJournal journal;
    private final GatewayServer server;

    /** Keeps digests in the journal. */
    private record Journaled(DigestJournal journal) implements ExchangeRecorder {
        @Override
        public void record(ExchangeDigest digest) {
            if (journal.append(digest) instanceof AppendOutcome.Refused(String reason)) {
                throw new IllegalStateException(reason);
            }
        }

        @Override
        public void watched(Exchange exchange) {
            // Nobody is watched in a benchmark.
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }
    }

    /**
     * @param folder for the journal
     * @param eventLoops one for each processor it may use
     */
    ServedGateway(int port, URI upstream, Path folder, int eventLoops) {
        journal = DigestJournal.open(folder, JournalSettings.DEFAULTS);
        InstantSource clock = InstantSource.system();
        server = GatewayServer.start(
                new GatewayServer.Parts(
                        new Listening("127.0.0.1", port, Optional.empty()),
                        Upstream.at(upstream),
                        ProxyLimits.DEFAULTS,
                        new ApiKeyAuthentication(
                                new AccountNames("benchmark-secret".getBytes(StandardCharsets.UTF_8)), Principal::of),
                        Set.of(),
                        new Guard(new MeasuresInForce(), Deterrence.NONE, clock),
                        Optional.of(new ReasoningSeal(List.of(new byte[ReasoningSeal.KEY_BYTES]))),
                        new Journaled(journal),
                        FailureMode.REFUSE,
                        false,
                        eventLoops,
                        clock),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    int port() {
        return server.port();
    }

    /** Exchanges in the journal. */
    long kept() {
        return journal.status().appended();
    }

    @Override
    public void close() {
        server.close();
        journal.close();
    }

    /** Serves until it is killed: PORT UPSTREAM FOLDER. */
    static void main(String[] args) throws InterruptedException {
        try (ServedGateway gateway = new ServedGateway(
                Integer.parseInt(args[0]),
                URI.create(args[1]),
                Path.of(args[2]),
                Runtime.getRuntime().availableProcessors())) {
            System.out.println("listening on " + gateway.port());
            Thread.currentThread().join();
        }
    }
}
