// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.doors.DoorMetrics.Unenforced;
import dev.stillwatch.doors.DoorMetrics.Unwatched;
import dev.stillwatch.enforce.Admission;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.Refusal;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.Problems;
import dev.stillwatch.gateway.Sighting;
import dev.stillwatch.gateway.Watching;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.RequestBody;
import dev.stillwatch.policy.Deterrence;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers LiteLLM's Generic Guardrail API: says of each request whether it may go on.
 *
 * <p>LiteLLM lets a guardrail refuse, not change parameters, and does not tell them: what a measure would change is
 * refused, or served and counted, as configured, never passed over in silence. An exchange is recorded when its request
 * is let on, since LiteLLM does not tell what became of it. Thread-safe.
 *
 * @see <a href="https://docs.litellm.ai/docs/adding_provider/generic_guardrail_api">Generic Guardrail API</a>
 */
public final class LiteLlmDoor implements AutoCloseable {
    /** Where LiteLLM asks. */
    public static final String PATH = "/beta/litellm_basic_guardrail_api";

    /** Stands for an issuer in account names, so that no other caller's account can have the same. */
    private static final String ISSUER = "litellm";

    private static final String JSON = "application/json";
    private static final String NAMELESS = "The request names no API key, so nobody answers for it.";
    private static final String UNENFORCEABLE =
            "What holds for this account cannot be done on this path. Ask whoever runs the service for another.";

    private final LiteLlmSettings settings;
    private final AccountNames names;
    private final Function<String, Principal> register;
    private final DoorParts parts;
    private final DoorMetrics metrics;
    private final Watching watching;
    private final HttpDoor http;

    private LiteLlmDoor(
            LiteLlmSettings settings, AccountNames names, Function<String, Principal> register, DoorParts parts) {
        this.settings = settings;
        this.names = names;
        this.register = register;
        this.parts = parts;
        this.metrics = new DoorMetrics(parts.registry(), "litellm");
        this.watching = new Watching(
                settings.limits().bodyBytes(),
                new DigestExtractor(),
                new RequestBody(IngestSettings.DEFAULTS),
                parts.recorder(),
                parts.clock(),
                () -> metrics.unwatched(Unwatched.TOO_LONG));
        this.http = HttpDoor.start(
                "LiteLLM", settings.listening(), settings.secret(), settings.limits(), Map.of(PATH, this::answer));
    }

    /**
     * Starts listening.
     *
     * @param names give accounts their names: that of a virtual key is {@code ofSubject("litellm", hash)}
     * @param register what is known of an account, by its name
     * @throws StillwatchException when the port is taken, a certificate cannot be read, or neither TLS nor this machine's
     *     own address is configured
     */
    public static LiteLlmDoor start(
            LiteLlmSettings settings, AccountNames names, Function<String, Principal> register, DoorParts parts) {
        return new LiteLlmDoor(settings, names, register, parts);
    }

    private void answer(HttpDoor.Caller caller, byte[] body) {
        try {
            Optional<GuardrailCall> call = GuardrailCall.of(body);
            if (call.isEmpty()) {
                fail(caller, 400, "The body is not what LiteLLM sends.");
                return;
            }
            Optional<String> refusal = refusal(call.get());
            caller.answer(200, JSON, refusal.map(GuardrailCall::blocked).orElseGet(GuardrailCall::passed));
        } catch (RuntimeException | StackOverflowError e) {
            // Thrown on, it would be printed, with parts of a prompt perhaps, and LiteLLM would wait for ever.
            fail(caller, 500, "The request cannot be processed.");
        }
    }

    private void fail(HttpDoor.Caller caller, int status, String why) {
        metrics.unwatched(Unwatched.UNREADABLE);
        caller.answer(status, JSON, ("{\"error\": \"" + why + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    /** Why a request or an answer may not go on; empty where it may. */
    private Optional<String> refusal(GuardrailCall call) {
        if (call.key().isEmpty()) {
            metrics.unwatched(Unwatched.NO_ACCOUNT);
            return refuseIf(settings.whenNameless() == FailureMode.REFUSE, "account_unknown", NAMELESS);
        }
        if (settings.whenBlind() == FailureMode.REFUSE
                && parts.recorder().trouble().isPresent()) {
            return refuseIf(true, Problems.UNAVAILABLE.code(), Problems.UNAVAILABLE.detail());
        }
        Principal known = register.apply(names.ofSubject(ISSUER, call.key().get()));
        Principal principal = known.organisation().isPresent()
                ? known
                : new Principal(known.account(), call.organisation(), known.billing(), known.attributes());
        return call.isRequest() ? request(call, principal) : answered(principal);
    }

    /** An account that was suspended while its answer was written gets none of it. */
    private Optional<String> answered(Principal principal) {
        return parts.guard().barred(principal.account()).flatMap(this::refuse);
    }

    private Optional<String> request(GuardrailCall call, Principal principal) {
        Optional<Refusal> arrived = parts.guard().arrived(principal.account());
        if (arrived.isPresent()) {
            return refuse(arrived.get());
        }
        return switch (parts.guard().admit(principal.account(), call.model())) {
            case Admission.Refused(Refusal refusal) -> refuse(refusal);
            case Admission.Admitted admitted -> {
                Set<Unenforced> missed = missed(admitted.deterrence());
                if (call.model().isEmpty() && parts.guard().asksForModel(principal.account())) {
                    missed.add(Unenforced.MODEL);
                }
                if (!missed.isEmpty() && settings.whenUnenforceable() == FailureMode.REFUSE) {
                    yield refuseIf(true, "unenforceable", UNENFORCEABLE);
                }
                missed.forEach(metrics::unenforced);
                record(call, principal, admitted.watched());
                yield Optional.empty();
            }
        };
    }

    private void record(GuardrailCall call, Principal principal, boolean watched) {
        Sighting sighting = new Sighting(
                watching,
                principal,
                Optional.of(Api.CHAT),
                new Client(
                        Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        sighting.watched(watched);
        sighting.asked(Buffer.buffer(call.asked().bytes()));
        sighting.askedAll();
        sighting.answering(200);
        sighting.record();
        metrics.served();
    }

    /** What of a deterrence LiteLLM's hook gives no way to do: all of it. */
    static Set<Unenforced> missed(Deterrence deterrence) {
        Set<Unenforced> missed = EnumSet.noneOf(Unenforced.class);
        deterrence.logprobs().ifPresent(_ -> missed.add(Unenforced.LOGPROBS));
        deterrence.reasoning().ifPresent(_ -> missed.add(Unenforced.REASONING));
        deterrence.mostCompletions().ifPresent(_ -> missed.add(Unenforced.COMPLETIONS));
        deterrence.leastTemperature().ifPresent(_ -> missed.add(Unenforced.TEMPERATURE));
        deterrence.canary().ifPresent(_ -> missed.add(Unenforced.CANARY));
        if (deterrence.denyLogitBias()) {
            missed.add(Unenforced.LOGIT_BIAS);
        }
        if (deterrence.keepWatermark()) {
            missed.add(Unenforced.WATERMARK);
        }
        if (deterrence.sealReasoning()) {
            missed.add(Unenforced.SEAL);
        }
        return missed;
    }

    private Optional<String> refuse(Refusal refusal) {
        Problem problem = Problem.of(refusal);
        return refuseIf(true, problem.code(), problem.detail());
    }

    private Optional<String> refuseIf(boolean refuses, String code, String reason) {
        if (!refuses) {
            return Optional.empty();
        }
        metrics.refused(code);
        return Optional.of(reason);
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    public DoorHealth health() {
        return new DoorHealth(http.isListening(), parts.recorder().trouble());
    }

    /** Takes no new connections, lets requests end for up to {@code grace}, then ends the rest. */
    public void drain(Duration grace) {
        http.drain(grace);
    }

    @Override
    public void close() {
        http.close();
    }
}
