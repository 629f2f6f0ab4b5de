// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.SharingServer;
import dev.stillwatch.intel.SharingStore;
import dev.stillwatch.intel.TaxiiHttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch intel serve}: runs a {@link SharingServer} until it is told to stop. */
@Command(
        name = "serve",
        header = "Serves what is offered to peers, by TAXII 2.1.",
        description = {
            "Each peer has a secret of its own, which it gives as a bearer token, or as the password of its name. All peers"
                    + " may read all that is offered, also what comes to be offered while this runs; they find it under"
                    + " /taxii2/.",
            "Without a certificate it listens on this machine only. Stops on SIGTERM or Ctrl-C."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to stop and did",
            "1:a fault in Stillwatch",
            "2:wrong usage, files that cannot be read, or an address that is taken"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  openssl rand -hex 32 > acme.secret",
            "  stillwatch intel serve --store sharing.db --peer acme=file:acme.secret",
            "  stillwatch intel serve --store sharing.db --peer acme=file:acme.secret --peer umbra=env:UMBRA --inbox"
                    + " --listen 0.0.0.0:8443 --certificate chain.pem --certificate-key key.pem"
        })
final class IntelServeCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--peer",
            paramLabel = "NAME=file:PATH|env:NAME",
            required = true,
            description = "A peer and where its secret is; 16 characters or more. Once for each peer.")
    private List<String> peers = new ArrayList<>();

    @Option(
            names = "--inbox",
            description =
                    "Let peers send, too: what they send becomes signals under their names, and no other peer sees it.")
    private boolean inbox;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where peers connect (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:8095";

    @Option(names = "--certificate", paramLabel = "FILE", description = "The certificate and those above it, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--certificate-key", paramLabel = "FILE", description = "Its private key, PEM.")
    private @Nullable Path certificateKey;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "How peers reach it, where that is through a proxy; without a slash at its end.")
    private String publicUrl = "";

    @Option(names = "--contact", paramLabel = "TEXT", description = "Shown to peers, such as an address for mail.")
    private String contact = "";

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (publicUrl.endsWith("/")) {
            throw new ParameterException(spec.commandLine(), "--public-url has no slash at its end");
        }
        Map<String, String> secrets = secrets();
        SharingStore store = sharing.open();
        SharingServer.Settings settings = settings();
        try (StopSignal stop = new StopSignal();
                SharingServer server = SharingServer.start(
                        store,
                        settings,
                        secrets,
                        InstantSource.system(),
                        line -> terminal.say("stillwatch: " + line))) {
            terminal.say("stillwatch: sharing with " + secrets.size() + (secrets.size() == 1 ? " peer" : " peers")
                    + " on " + (settings.certificate().isPresent() ? "https" : "http") + "://" + settings.host() + ":"
                    + server.port() + "/taxii2/");
            stop.await();
            terminal.say("stillwatch: stopping.");
        } catch (InterruptedException e) {
            // Another way of being told to stop.
            Thread.currentThread().interrupt();
        }
        return ExitStatus.OK;
    }

    private Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String peer : peers) {
            int equals = peer.indexOf('=');
            if (equals < 1 || !IntelPeerOption.Name.fits(peer.substring(0, equals))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--peer takes NAME=file:PATH or NAME=env:NAME, such as acme=file:acme.secret");
            }
            String name = peer.substring(0, equals);
            if (secrets.put(name, IntelSecret.of(peer.substring(equals + 1), "--peer " + name)) != null) {
                throw new ParameterException(spec.commandLine(), "--peer " + name + " is given twice");
            }
        }
        if (new HashSet<>(secrets.values()).size() < secrets.size()) {
            throw new StillwatchException("two peers have the same secret; give each one of its own");
        }
        return secrets;
    }

    private SharingServer.Settings settings() {
        int colon = listen.lastIndexOf(':');
        int port = colon < 1 || !listen.substring(colon + 1).matches("[0-9]{1,5}")
                ? -1
                : Integer.parseInt(listen.substring(colon + 1));
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--listen takes HOST:PORT, such as 127.0.0.1:8095");
        }
        Path chain = certificate;
        Path key = certificateKey;
        if ((chain == null) != (key == null)) {
            throw new ParameterException(spec.commandLine(), "--certificate and --certificate-key go together");
        }
        return new SharingServer.Settings(
                listen.substring(0, colon).replaceAll("^\\[|\\]$", ""),
                port,
                chain == null || key == null
                        ? Optional.empty()
                        : Optional.of(new TaxiiHttpServer.Certificate(chain, key)),
                publicUrl,
                contact,
                inbox,
                EVERY);
    }
}
