// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.canaries.Cohort;
import dev.stillwatch.canaries.Period;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says for each request whether it is served.
 *
 * <p>Of several measures on one account the hardest refusal counts: suspension, then step-up, then a withheld model,
 * then throttling; what deters adds up. A request that is refused for another reason uses up no rate. Cost: a hash
 * look-up for accounts without measures. Thread-safe.
 */
public final class Guard {
    private final MeasuresInForce measures;
    private final Deterrence always;
    private final Admission unmeasured;
    private final RequestLimits limits;
    private final InstantSource clock;
    private final RateLimiter rates = new RateLimiter();

    /**
     * @param always what is done for every account, such as sealing reasoning blocks
     */
    public Guard(MeasuresInForce measures, Deterrence always, InstantSource clock) {
        this(measures, always, RequestLimits.none(), clock);
    }

    /**
     * @param always what is done for every account, such as sealing reasoning blocks
     * @param limits hold for every account, measures or none
     */
    public Guard(MeasuresInForce measures, Deterrence always, RequestLimits limits, InstantSource clock) {
        this.measures = measures;
        // A canary belongs to a measure: without one there would be nobody to look for later.
        this.always = always.withCanary(Optional.empty());
        this.limits = limits;
        this.unmeasured = new Admission.Admitted(this.always, false, Optional.empty());
        this.clock = clock;
        measures.onChange(ended -> rates.forget(ended, clock.instant()));
    }

    /** Whether nothing at all holds for an account: its requests pass without being looked into. */
    public boolean free(String account) {
        return always.equals(Deterrence.NONE)
                && measures.of(account, clock.instant()).isEmpty();
    }

    /** Why an account is refused whatever it asks, where it is: known before any of the request's body is read. */
    public Optional<Refusal> barred(String account) {
        return refusal(measures.of(account, clock.instant()), Set.of());
    }

    /** Whether an answer to {@link #admit} would depend on the model, so that a door that is not told it cannot tell. */
    public boolean asksForModel(String account) {
        return measures.of(account, clock.instant()).stream().anyMatch(m -> m.countermeasure() instanceof Withhold);
    }

    /**
     * Whether a request that has just come in is refused whatever it asks, before any of its body is read: {@link
     * #barred}, or beyond the limits that hold for everybody. Counts it against those, so to be asked once for each
     * request, on every path.
     */
    public Optional<Refusal> arrived(String account) {
        Optional<Refusal> barred = barred(account);
        return barred.isPresent() ? barred : limits.take(account, clock.instant());
    }

    /**
     * Admits or refuses one request, and counts it against the account's rate.
     *
     * @param model as the client named it; blank where a request for an answer names none; empty for requests that are
     *     for no model, such as a list of models
     */
    public Admission admit(String account, Optional<String> model) {
        return admit(account, model.map(Set::of).orElseGet(Set::of));
    }

    /**
     * Admits or refuses one request, and counts it against the account's rate.
     *
     * @param models all that may answer it, see {@link RequestedModels}; empty for requests that are for no model
     */
    public Admission admit(String account, Set<String> models) {
        Instant now = clock.instant();
        List<Measure> held = measures.of(account, now);
        if (held.isEmpty()) {
            return unmeasured;
        }
        Optional<Refusal> refusal = refusal(held, models);
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
                        true,
                        canary(held, now)));
    }

    /* Of several measures the oldest: one answer can carry the wordings of one cohort only. */
    private static Optional<CanaryOrder> canary(List<Measure> held, Instant now) {
        return held.stream()
                .sorted(Comparator.comparing(Measure::from).thenComparing(Measure::id))
                .flatMap(m -> m.countermeasure() instanceof Deter(Deterrence deterrence)
                        ? deterrence
                                .canary()
                                .map(way -> new CanaryOrder(new Cohort(m.id(), Period.of(m.from(), now)), way))
                                .stream()
                        : Stream.empty())
                .findFirst();
    }

    private static Optional<Refusal> refusal(List<Measure> held, Set<String> models) {
        return held.stream()
                .sorted((a, b) -> Integer.compare(hardness(b.countermeasure()), hardness(a.countermeasure())))
                .flatMap(measure -> refusal(measure, models).stream())
                .findFirst();
    }

    private static Optional<Refusal> refusal(Measure measure, Set<String> models) {
        return switch (measure.countermeasure()) {
            case Suspend() -> Optional.of(new Refusal.Suspended(measure.reason(), measure.until()));
            case StepUp(var verification) ->
                Optional.of(new Refusal.VerificationRequired(measure.reason(), verification));
            case Withhold withhold ->
                models.stream().anyMatch(name -> withholds(withhold, name))
                        ? Optional.of(new Refusal.ModelWithheld(measure.reason()))
                        : Optional.empty();
            case Observe() -> Optional.empty();
            case Deter _ -> Optional.empty();
            case Throttle _ -> Optional.empty();
        };
    }

    /* A server of one model serves that one to a request that names none. */
    private static boolean withholds(Withhold withhold, String model) {
        return model.isBlank() || withhold.models().stream().anyMatch(named -> ModelNames.covers(named, model));
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

    /* All are asked before any is taken from: a request that one rate refuses is to use up none of another. */
    private Optional<Refusal> throttled(List<Measure> held, String account, Instant now) {
        return held.stream()
                .flatMap(m -> throttled(m, account, now, rates::wait).stream())
                .max(Comparator.comparing(Refusal.TooManyRequests::retryAfter))
                .or(() -> held.stream()
                        .flatMap(m -> throttled(m, account, now, rates::take).stream())
                        .findFirst())
                .map(refusal -> refusal);
    }

    private interface Rate {
        Optional<Duration> apply(String measure, String account, Throttle rate, Instant now);
    }

    private static Optional<Refusal.TooManyRequests> throttled(Measure m, String account, Instant now, Rate rate) {
        return m.countermeasure() instanceof Throttle throttle
                ? rate.apply(m.id(), account, throttle, now).map(wait -> new Refusal.TooManyRequests(m.reason(), wait))
                : Optional.empty();
    }

    /** Accounts whose rate is counted at present. */
    int counted() {
        return rates.size();
    }
}
