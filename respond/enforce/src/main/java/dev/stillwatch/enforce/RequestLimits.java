// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.policy.Countermeasure.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The rates that hold for everybody, whatever was found or decided: of each account, and of all together.
 *
 * <p>A request beyond one of them uses up nothing of the other. Thread-safe. Memory: some 150 bytes for each account that
 * has not been silent for long enough to be owed its whole burst, up to {@value #MOST_ACCOUNTS} of them; accounts beyond
 * share one rate, so that made-up accounts cannot fill the memory.
 */
public final class RequestLimits {
    private static final int MOST_ACCOUNTS = 1_000_000;
    private static final int SWEEP_FROM = 10_000;
    private static final String EACH = "limit/account";
    private static final String ALL = "limit/overall";
    private static final String SHARED = "";

    private final Optional<Throttle> perAccount;
    private final Optional<Throttle> overall;
    private final RateLimiter rates = new RateLimiter();
    private volatile int sweepAt = SWEEP_FROM;

    /**
     * @param perAccount of each account; empty for no such limit
     * @param overall of all accounts together; empty for no such limit
     */
    public RequestLimits(Optional<Throttle> perAccount, Optional<Throttle> overall) {
        this.perAccount = Objects.requireNonNull(perAccount, "perAccount is null");
        this.overall = Objects.requireNonNull(overall, "overall is null");
    }

    /** No limits, at no cost. */
    public static RequestLimits none() {
        return new RequestLimits(Optional.empty(), Optional.empty());
    }

    /** Counts one request; says why not where it is beyond a limit. */
    Optional<Refusal> take(String account, Instant now) {
        if (perAccount.isEmpty() && overall.isEmpty()) {
            return Optional.empty();
        }
        String counted = counted(account, now);
        Optional<Duration> wait = longest(
                perAccount.flatMap(rate -> rates.wait(EACH, counted, rate, now)),
                overall.flatMap(rate -> rates.wait(ALL, SHARED, rate, now)));
        if (wait.isEmpty()) {
            wait = perAccount.flatMap(rate -> rates.take(EACH, counted, rate, now));
        }
        if (wait.isEmpty()) {
            wait = overall.flatMap(rate -> rates.take(ALL, SHARED, rate, now));
        }
        return wait.map(time -> new Refusal.TooManyRequests("There are more requests than this service takes.", time));
    }

    private static Optional<Duration> longest(Optional<Duration> one, Optional<Duration> other) {
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) < 0
                ? other
                : one.or(() -> other);
    }

    private String counted(String account, Instant now) {
        if (rates.size() >= sweepAt) {
            rates.forgetIdle(now);
            sweepAt = Math.max(SWEEP_FROM, 2 * rates.size());
        }
        return rates.size() < MOST_ACCOUNTS
                        || perAccount
                                .filter(rate -> rates.counts(EACH, account, rate))
                                .isPresent()
                ? account
                : SHARED;
    }

    /** Accounts and totals that are counted at present. */
    int counted() {
        return rates.size();
    }
}
