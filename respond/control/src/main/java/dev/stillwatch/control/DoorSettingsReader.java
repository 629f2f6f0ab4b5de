// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.doors.EnvoyIdentity;
import dev.stillwatch.doors.EnvoySettings;
import dev.stillwatch.doors.HttpLimits;
import dev.stillwatch.doors.LiteLlmSettings;
import dev.stillwatch.doors.OtlpSettings;
import dev.stillwatch.doors.SharedSecret;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.settings.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Reads the sections {@code envoy}, {@code litellm} and {@code otlp}. What is done when something fails has no default
 * in any of them.
 */
final class DoorSettingsReader {
    private static final int ENVOY_PORT = 9002;
    private static final int LITELLM_PORT = 9003;
    private static final int OTLP_PORT = 4318;

    private final Path folder;
    private final ProxyLimits limits;
    private final boolean passUnknownPaths;
    private final BiFunction<Section, Integer, Listening> listening;

    private enum Identity {
        API_KEY,
        METADATA,
        ATTRIBUTE,
        HEADER
    }

    /**
     * @param listening reads host, port and TLS of a section, given the usual port
     */
    DoorSettingsReader(
            Path folder,
            ProxyLimits limits,
            boolean passUnknownPaths,
            BiFunction<Section, Integer, Listening> listening) {
        this.folder = folder;
        this.limits = limits;
        this.passUnknownPaths = passUnknownPaths;
        this.listening = listening;
    }

    DoorSettings read(Section root) {
        return new DoorSettings(
                root.optionalSection("envoy").map(this::envoy),
                root.optionalSection("litellm").map(this::liteLlm),
                root.optionalSection("otlp").map(this::otlp));
    }

    private EnvoySettings envoy(Section section) {
        return new EnvoySettings(
                listening.apply(section, ENVOY_PORT),
                identity(section),
                limits,
                EnvoySettings.Load.DEFAULTS,
                section.duration("deadline", Duration.ofMillis(150)),
                section.choice("when-late", FailureMode.class),
                section.choice("when-blind", FailureMode.class),
                section.choice("when-unenforceable", FailureMode.class),
                passUnknownPaths);
    }

    private static EnvoyIdentity identity(Section section) {
        return switch (section.choice("accounts-by", Identity.class)) {
            case API_KEY -> new EnvoyIdentity.ApiKey();
            case METADATA ->
                new EnvoyIdentity.Metadata(
                        section.text("issuer"), section.text("metadata-namespace"), section.texts("metadata-path"));
            case ATTRIBUTE -> new EnvoyIdentity.Attribute(section.text("attribute"));
            case HEADER -> new EnvoyIdentity.Header(section.text("issuer"), section.text("header"));
        };
    }

    private LiteLlmSettings liteLlm(Section section) {
        return new LiteLlmSettings(
                listening.apply(section, LITELLM_PORT),
                secret(section),
                HttpLimits.DEFAULTS,
                section.choice("when-unenforceable", FailureMode.class),
                section.choice("when-nameless", FailureMode.class),
                section.choice("when-blind", FailureMode.class));
    }

    private OtlpSettings otlp(Section section) {
        IngestSettings reading = IngestSettings.DEFAULTS;
        if (section.has("account-attributes")) {
            reading = reading.withAccountAttributes(section.texts("account-attributes"));
        }
        if (section.has("organisation-attributes")) {
            reading = reading.withOrganisationAttributes(section.texts("organisation-attributes"));
        }
        return new OtlpSettings(
                listening.apply(section, OTLP_PORT),
                secret(section),
                HttpLimits.DEFAULTS,
                reading,
                (int) section.whole("workers", 1, 64, 1),
                (int) section.whole("waiting", 1, 100_000, 100));
    }

    /** From a file of its own, so that settings can be shown and kept under version control. */
    private SharedSecret secret(Section section) {
        Path file = folder.resolve(section.text("secret-file"));
        try {
            List<String> secrets = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return new SharedSecret(secrets);
        } catch (IOException e) {
            throw section.refusal("secret-file", "names a file that cannot be read");
        } catch (IllegalArgumentException e) {
            throw new StillwatchException(file + ": " + e.getMessage() + ", one on each line.", e);
        }
    }
}
