// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.console.ServiceHealth;
import dev.stillwatch.console.ServiceHealth.Certificate;
import dev.stillwatch.console.ServiceHealth.Door;
import dev.stillwatch.console.ServiceHealth.Storage;
import dev.stillwatch.console.ServiceHealth.Way;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.live.DigestJournal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a service runs on: its doors, certificates and disk, as they are when asked. Thread-safe; reads files. */
final class ServiceCondition {
    private final ServeSettings settings;
    private final RequestCounts counts;
    private final StoreFigures store;
    private final DigestJournal journal;
    private final Supplier<Optional<String>> refusedPolicy;

    ServiceCondition(
            ServeSettings settings,
            RequestCounts counts,
            StoreFigures store,
            DigestJournal journal,
            Supplier<Optional<String>> refusedPolicy) {
        this.settings = settings;
        this.counts = counts;
        this.store = store;
        this.journal = journal;
        this.refusedPolicy = refusedPolicy;
    }

    /**
     * Looks.
     *
     * @param ports of the doors that are open
     */
    ServiceHealth now(Map<Way, Integer> ports) {
        return new ServiceHealth(
                Arrays.stream(Way.values()).map(way -> door(way, ports)).toList(), certificates(), storage());
    }

    private Door door(Way way, Map<Way, Integer> ports) {
        Optional<String> address = Optional.ofNullable(ports.get(way))
                .flatMap(port -> listening(way).map(at -> at.host() + ":" + port));
        return counts.of(way, address);
    }

    private Optional<Listening> listening(Way way) {
        return switch (way) {
            case GATEWAY -> Optional.of(settings.listening());
            case ENVOY -> settings.doors().envoy().map(door -> door.listening());
            case LITELLM -> settings.doors().liteLlm().map(door -> door.listening());
            case OTLP -> settings.doors().otlp().map(door -> door.listening());
        };
    }

    private List<Certificate> certificates() {
        List<Certificate> certificates = new ArrayList<>();
        for (Way way : Way.values()) {
            String name = way == Way.GATEWAY ? "clients" : way.name().toLowerCase(Locale.ROOT);
            listening(way).flatMap(Listening::tls).ifPresent(tls -> certificates.add(certificate(name, tls)));
        }
        settings.admin().listening().tls().ifPresent(tls -> certificates.add(certificate("admin", tls)));
        return certificates;
    }

    private static Certificate certificate(String of, Listening.Tls tls) {
        return new Certificate(of, tls.certificate().toString(), until(tls.certificate()));
    }

    /* The first to end of the chain: clients need all of it. */
    private static Optional<Instant> until(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .filter(X509Certificate.class::isInstance)
                    .map(one -> ((X509Certificate) one).getNotAfter().toInstant())
                    .min(Instant::compareTo);
        } catch (IOException | CertificateException e) {
            return Optional.empty();
        }
    }

    private Storage storage() {
        long free = -1;
        long total = -1;
        try {
            FileStore disk = Files.getFileStore(settings.state());
            free = disk.getUsableSpace();
            total = disk.getTotalSpace();
        } catch (IOException e) {
            // Said as not known: the console must show the rest.
        }
        StoreFigures.Figures figures = store.now();
        return new Storage(
                settings.state().toString(),
                free,
                total,
                figures.reached(),
                figures.auditPending(),
                journal.status().failedSyncs(),
                settings.policy().packs().map(Path::toString),
                refusedPolicy.get());
    }
}
