// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Countermeasure.Deter;
import dev.stillwatch.policy.Countermeasure.Observe;
import dev.stillwatch.policy.Countermeasure.StepUp;
import dev.stillwatch.policy.Countermeasure.Suspend;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.Countermeasure.Withhold;
import dev.stillwatch.policy.Deterrence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says for each request whether it is served.
 *
 * <p>Of several measures on one account the hardest refusal counts: suspension, then step-up, then a withheld model,
 * then throttling; what deters adds up. A request that is refused for another reason uses up no rate. Cost: a hash
 * look-up for accounts without measures. Thread-safe.
 */
public final class Guard {
    private static final Admission FREE = new Admission.Admitted(Deterrence.NONE, false);

    private final MeasuresInForce measures;
    private final Deterrence always;
    private final InstantSource clock;
    private final RateLimiter rates = new RateLimiter();

    /**
     * @param always what is done for every account, such as sealing reasoning blocks
     */
    public Guard(MeasuresInForce measures, Deterrence always, InstantSource clock) {
        this.measures = measures;
        this.always = always;
        this.clock = clock;
        measures.onChange(() -> rates.keepOnly(
                measures.actions(clock.instant()).stream().map(Measure::id).collect(Collectors.toSet())));
    }

    /** Whether nothing at all holds for an account: its requests pass without being looked into. */
    public boolean free(String account) {
        return always.equals(Deterrence.NONE)
                && measures.of(account, clock.instant()).isEmpty();
    }

    /** Why an account is refused whatever it asks, where it is: known before any of the request's body is read. */
    public Optional<Refusal> barred(String account) {
        return refusal(measures.of(account, clock.instant()), Optional.empty());
    }

    /**
     * Admits or refuses one request, and counts it against the account's rate.
     *
     * @param model as the client named it; empty for requests that name none, such as a list of models
     */
    public Admission admit(String account, Optional<String> model) {
        Instant now = clock.instant();
        List<Measure> held = measures.of(account, now);
        if (held.isEmpty() && always.equals(Deterrence.NONE)) {
            return FREE;
        }
        Optional<Refusal> refusal = refusal(held, model);
        if (refusal.isEmpty()) {
            refusal = throttled(held, account, now);
        }
        return refusal.<Admission>map(Admission.Refused::new)
                .orElseGet(() -> new Admission.Admitted(
                        held.stream()
                                .map(m -> m.countermeasure() instanceof Deter(Deterrence deterrence)
                                        ? deterrence
                                        : Deterrence.NONE)
                                .reduce(always, Deterrences::strictest),
                        !held.isEmpty()));
    }

    private static Optional<Refusal> refusal(List<Measure> held, Optional<String> model) {
        return held.stream()
                .sorted((a, b) -> Integer.compare(hardness(b.countermeasure()), hardness(a.countermeasure())))
                .flatMap(measure -> refusal(measure, model).stream())
                .findFirst();
    }

    private static Optional<Refusal> refusal(Measure measure, Optional<String> model) {
        return switch (measure.countermeasure()) {
            case Suspend() -> Optional.of(new Refusal.Suspended(measure.reason(), measure.until()));
            case StepUp(var verification) ->
                Optional.of(new Refusal.VerificationRequired(measure.reason(), verification));
            case Withhold withhold ->
                model.filter(name -> withholds(withhold, name)).map(_ -> new Refusal.ModelWithheld(measure.reason()));
            case Observe() -> Optional.empty();
            case Deter _ -> Optional.empty();
            case Throttle _ -> Optional.empty();
        };
    }

    /* Providers serve one model under dated and prefixed names, such as openai/m-large and m-large-2026-01-01. A
     * directive that named only one of them would be evaded by writing another. */
    private static boolean withholds(Withhold withhold, String model) {
        String asked = canonical(model);
        return withhold.models().stream()
                .map(Guard::canonical)
                .anyMatch(named -> asked.equals(named)
                        || asked.matches("\\Q" + named + "\\E[-@](latest|\\d[\\d.-]*)")
                        || asked.startsWith("ft:" + named + ":"));
    }

    private static String canonical(String model) {
        String name = model.strip().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static int hardness(Countermeasure countermeasure) {
        return switch (countermeasure) {
            case Suspend() -> 5;
            case StepUp _ -> 4;
            case Withhold _ -> 3;
            case Throttle _ -> 2;
            case Deter _ -> 1;
            case Observe() -> 0;
        };
    }

    private Optional<Refusal> throttled(List<Measure> held, String account, Instant now) {
        for (Measure measure : held) {
            if (measure.countermeasure() instanceof Throttle rate) {
                Optional<Duration> wait = rates.take(measure.id(), account, rate, now);
                if (wait.isPresent()) {
                    return Optional.of(new Refusal.TooManyRequests(measure.reason(), wait.get()));
                }
            }
        }
        return Optional.empty();
    }
}
