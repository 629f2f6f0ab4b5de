// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import com.nimbusds.jose.jwk.JWKSet;
import dev.stillwatch.console.ServiceHealth.Way;
import dev.stillwatch.doors.DoorParts;
import dev.stillwatch.doors.EnvoyDoor;
import dev.stillwatch.doors.LiteLlmDoor;
import dev.stillwatch.doors.OtlpDoor;
import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.MeasuresInForce;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.enforce.RequestLimits;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.gateway.ApiKeyAuthentication;
import dev.stillwatch.gateway.Authentication;
import dev.stillwatch.gateway.CertificateAuthentication;
import dev.stillwatch.gateway.GatewayServer;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.RequestTraces;
import dev.stillwatch.gateway.TokenAuthentication;
import dev.stillwatch.policy.Deterrence;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The ways into a service: the proxy, and the doors that are configured, all under the same guard, seal and recorder.
 */
final class Entrances {
    private static final int SECRET_BYTES = 32;

    private final ServeSettings settings;
    private final AccountRegister register;
    private final JournalRecorder recorder;
    private final PrometheusMeterRegistry metrics;
    private final InstantSource clock;
    private final AccountNames names;
    private final ReasoningSeal seal;
    private final Canaries canaries;

    Entrances(
            ServeSettings settings,
            StateFolder state,
            AccountRegister register,
            JournalRecorder recorder,
            PrometheusMeterRegistry metrics,
            Canaries canaries,
            InstantSource clock) {
        this.settings = settings;
        this.canaries = canaries;
        this.register = register;
        this.recorder = recorder;
        this.metrics = metrics;
        this.clock = clock;
        this.names = new AccountNames(state.secret("account-secret", SECRET_BYTES));
        this.seal = new ReasoningSeal(List.of(state.secret("reasoning-seal", ReasoningSeal.KEY_BYTES)));
    }

    /** What the proxy is made of. */
    GatewayServer.Parts proxy(MeasuresInForce measures, RequestTraces traces) {
        Deterrence always = new Deterrence(
                Optional.empty(),
                false,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                false,
                settings.sealReasoning());
        return new GatewayServer.Parts(
                settings.listening(),
                settings.upstream(),
                settings.limits(),
                authentication(),
                settings.trustedPeers(),
                new Guard(
                        measures,
                        always,
                        new RequestLimits(
                                settings.rates().perAccount(), settings.rates().overall()),
                        clock),
                Optional.of(seal),
                Optional.of(canaries),
                recorder,
                settings.whenBlind(),
                settings.passUnknownPaths(),
                Math.max(1, Runtime.getRuntime().availableProcessors()),
                traces,
                clock);
    }

    /**
     * Opens the doors that are configured.
     *
     * @param opened is given each, to be ended with the service
     * @return their ports
     */
    Map<Way, Integer> openDoors(GatewayServer.Parts proxy, Consumer<AutoCloseable> opened, Notices notices) {
        DoorParts shared = new DoorParts(proxy.guard(), proxy.seal(), proxy.canaries(), recorder, clock, metrics);
        Map<Way, Integer> ports = new EnumMap<>(Way.class);
        settings.doors().envoy().ifPresent(door -> {
            EnvoyDoor started = EnvoyDoor.start(door, names, register::of, shared);
            opened.accept(started);
            ports.put(Way.ENVOY, started.port());
            notices.noticed("Envoy is answered on port " + started.port() + ".");
        });
        settings.doors().liteLlm().ifPresent(door -> {
            LiteLlmDoor started = LiteLlmDoor.start(door, names, register::of, shared);
            opened.accept(started);
            ports.put(Way.LITELLM, started.port());
            notices.noticed("LiteLLM is answered on port " + started.port() + ".");
        });
        settings.doors().otlp().ifPresent(door -> {
            OtlpDoor started = OtlpDoor.start(door, register::of, shared);
            opened.accept(started);
            ports.put(Way.OTLP, started.port());
            notices.noticed("OpenTelemetry exports are taken on port " + started.port() + ".");
        });
        return ports;
    }

    private Authentication authentication() {
        Function<String, Principal> known = register::of;
        return switch (settings.accounts().proof()) {
            case ServeSettings.Proof.ApiKey() -> new ApiKeyAuthentication(names, known);
            case ServeSettings.Proof.ClientCertificate() -> new CertificateAuthentication(names, known);
            case ServeSettings.Proof.Token(Path keys, TokenAuthentication.Rules rules) ->
                new TokenAuthentication(keySet(keys), rules, names, known);
        };
    }

    private static JWKSet keySet(Path file) {
        try {
            return JWKSet.load(file.toFile());
        } catch (IOException | ParseException e) {
            throw new StillwatchException(
                    file + ": is not a readable JSON Web Key Set; fetch it anew from the identity provider.", e);
        }
    }
}
