// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The traffic of a stretch of time, summed per account.
 *
 * <p>A commutative monoid: summaries of any split of the traffic, observed and merged in any order, are the same
 * summary. Exchanges are taken to be distinct; whoever drives the detector drops copies first (see
 * {@link ExchangeDigest#key}). Memory grows with accounts, not with exchanges. Not thread-safe.
 */
public final class TrafficSummary implements WindowedTraffic {
    private static final int LEAST_LIVELY = 4;
    private static final double LIVELY = 3;

    private final AccountTable profiles = new AccountTable();
    private final Map<String, Optional<String>> organisations = new HashMap<>();
    private long exchanges;

    /** Adds one exchange. */
    public void observe(ExchangeDigest digest) {
        AccountProfile profile = profiles.of(digest.account());
        profile.observe(digest);
        if (profile.exchanges() == 1) {
            // One name for all accounts of an organisation, not one for each.
            profile.shareOrganisation(organisations);
        }
        exchanges++;
    }

    /** Adds a profile of an account that is not there yet. */
    void add(AccountProfile profile) {
        profiles.add(profile);
        profile.shareOrganisation(organisations);
        exchanges += profile.exchanges();
    }

    /** Adds everything another summary holds; the other is left as it was. */
    public void merge(TrafficSummary other) {
        for (AccountProfile profile : other.profiles.sorted()) {
            profiles.of(profile.account()).merge(profile);
        }
        exchanges += other.exchanges;
    }

    /**
     * Drops from each account's sample what is not in a sample of this and {@code later} together, and so in none of both
     * and yet more traffic; counts stay. Returns whether something was dropped.
     */
    boolean retainSampledWith(TrafficSummary later) {
        boolean dropped = false;
        for (AccountProfile profile : profiles.sorted()) {
            if (later.profiles.contains(profile.account())) {
                dropped |= profile.retainSampledWith(later.profiles.of(profile.account()));
            }
        }
        return dropped;
    }

    /** How many exchanges are in samples. */
    long sampled() {
        return profiles.sorted().stream().mapToLong(AccountProfile::sampleSize).sum();
    }

    /** Moves everything another summary holds into this one, which must share no account with it; leaves it empty. */
    public void absorb(TrafficSummary other) {
        // Before anything moves, so that a refusal leaves both as they were.
        List<AccountProfile> theirs = other.profiles.sorted();
        if (theirs.stream().anyMatch(p -> profiles.contains(p.account()))) {
            throw new IllegalArgumentException("both summaries hold an account; use merge");
        }
        theirs.forEach(profiles::add);
        exchanges += other.exchanges;
        other.profiles.clear();
        other.exchanges = 0;
    }

    @Override
    public TrafficSummary whole() {
        return this;
    }

    /**
     * What of it was asked within a window, from the sampled exchanges: exact for accounts of up to {@value
     * ExchangeSample#CAPACITY} exchanges, a uniform sample of the window for busier ones.
     */
    @Override
    public TrafficSummary during(Window window) {
        TrafficSummary part = new TrafficSummary();
        for (AccountProfile profile : profiles.sorted()) {
            profile.during(window).ifPresent(during -> {
                part.profiles.add(during);
                part.exchanges += during.exchanges();
            });
        }
        return part;
    }

    @Override
    public Optional<Window> span() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (AccountProfile profile : profiles.sorted()) {
            first = Math.min(first, profile.firstMillis());
            last = Math.max(last, profile.lastMillis());
        }
        return first > last
                ? Optional.empty()
                : Optional.of(new Window(Instant.ofEpochMilli(first), Instant.ofEpochMilli(last + 1)));
    }

    /**
     * The liveliest of some windows of one length: those in which most accounts did far more than their usual share.
     *
     * @param windows consecutive, of one length
     * @param most how many to choose at most
     * @return in order of time
     */
    public List<Window> liveliest(List<Window> windows, int most) {
        if (windows.size() <= most) {
            return List.copyOf(windows);
        }
        int[] lively = new int[windows.size()];
        for (AccountProfile profile : profiles.sorted()) {
            int[] counts = new int[windows.size()];
            int all = 0;
            for (SampledExchange exchange : profile.sampled()) {
                for (int w = 0; w < counts.length; w++) {
                    if (windows.get(w).holds(exchange.timeMillis())) {
                        counts[w]++;
                        all++;
                    }
                }
            }
            double usual = (double) all / windows.size();
            for (int w = 0; w < counts.length; w++) {
                boolean far = counts[w] >= LEAST_LIVELY && counts[w] >= Math.min(LIVELY * usual, all / 2.0);
                lively[w] += far ? 1 : 0;
            }
        }
        return IntStream.range(0, windows.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer w) -> -lively[w]).thenComparing(Comparator.reverseOrder()))
                .limit(most)
                .sorted()
                .map(windows::get)
                .toList();
    }

    /** The same without some accounts; shares the profiles of the others, so that neither may be added to any more. */
    TrafficSummary without(Set<String> accounts) {
        return where(account -> !accounts.contains(account));
    }

    /** The same with some accounts only; shares their profiles, so that neither may be added to any more. */
    public TrafficSummary only(Set<String> accounts) {
        return where(accounts::contains);
    }

    private TrafficSummary where(Predicate<String> account) {
        TrafficSummary some = new TrafficSummary();
        for (AccountProfile profile : profiles.sorted()) {
            if (account.test(profile.account())) {
                some.profiles.add(profile);
                some.exchanges += profile.exchanges();
            }
        }
        return some;
    }

    /** How many accounts were seen. */
    public int accounts() {
        return profiles.size();
    }

    /** How many exchanges were observed. */
    public long exchanges() {
        return exchanges;
    }

    /** The profiles, sorted by account so that nothing downstream depends on the order of arrival. */
    List<AccountProfile> sortedProfiles() {
        return profiles.sorted();
    }
}
