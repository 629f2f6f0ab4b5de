// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * All that is kept about one account: exact counts and a coordinated sample of its exchanges.
 *
 * <p>A commutative monoid: profiles of parts of an account's traffic merge, in any order, into the profile of the
 * whole. Counts are integers, so that no order of summing changes a bit. Memory: at most {@link ExchangeSample#CAPACITY}
 * digests, whatever the account's volume. Not thread-safe.
 */
final class AccountProfile {
    static final int MOST_PAYMENTS = 4;

    private static final int[] NOT_COUNTED = {};
    private static final long[] NONE = {};

    private final String account;
    private Optional<String> organisation = Optional.empty();
    private long exchanges;
    private long tokensOut;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;
    private long createdMillis;
    /** By hour of the day; left uncounted as long as the sample holds every exchange and can tell. */
    private int[] hours = NOT_COUNTED;
    /** The smallest payment; 0 when none was seen. Nearly all accounts have one only. */
    private long payment;
    /** The next larger few, ascending. */
    private long[] morePayments = NONE;

    private final ExchangeSample sample = new ExchangeSample();

    AccountProfile(String account) {
        this.account = account;
    }

    /**
     * What is counted of all exchanges.
     *
     * @param exchanges how many there are, 1 or more
     */
    record Counts(long exchanges, long tokensOut, long firstMillis, long lastMillis, long createdMillis) {}

    /**
     * A profile put together again from what its methods say.
     *
     * @param hours exchanges in each hour of the day; empty where the sample holds all
     * @param payments ascending
     * @param sample the digests of the sampled exchanges
     */
    static AccountProfile restored(
            String account,
            Optional<String> organisation,
            Counts counts,
            int[] hours,
            long[] payments,
            List<ExchangeDigest> sample) {
        AccountProfile profile = new AccountProfile(account);
        profile.organisation = organisation;
        profile.exchanges = counts.exchanges;
        profile.tokensOut = counts.tokensOut;
        profile.firstMillis = counts.firstMillis;
        profile.lastMillis = counts.lastMillis;
        profile.createdMillis = counts.createdMillis;
        profile.hours = hours;
        for (long payment : payments) {
            profile.keepPayment(payment);
        }
        sample.forEach(profile.sample::add);
        return profile;
    }

    void observe(ExchangeDigest digest) {
        keepOrganisation(digest.organisation);
        if (exchanges >= ExchangeSample.CAPACITY && hours.length == 0) {
            hours = hours();
        }
        exchanges++;
        tokensOut += digest.outputTokens;
        firstMillis = Math.min(firstMillis, digest.timeMillis);
        lastMillis = Math.max(lastMillis, digest.timeMillis);
        keepCreated(digest.origin.createdMillis());
        if (hours.length > 0) {
            hours[hourOfDay(digest.timeMillis)]++;
        }
        keepPayment(digest.origin.payment());
        sample.add(digest);
    }

    void merge(AccountProfile other) {
        keepOrganisation(other.organisation);
        if (exchanges + other.exchanges > ExchangeSample.CAPACITY || !sampleTellsHours() || !other.sampleTellsHours()) {
            hours = sum(hours(), other.hours());
        }
        exchanges += other.exchanges;
        tokensOut += other.tokensOut;
        firstMillis = Math.min(firstMillis, other.firstMillis);
        lastMillis = Math.max(lastMillis, other.lastMillis);
        keepCreated(other.createdMillis);
        for (long theirs : other.payments()) {
            keepPayment(theirs);
        }
        sample.addAll(other.sample);
    }

    private boolean sampleTellsHours() {
        return hours.length == 0;
    }

    /**
     * Drops from the sample what is not in a sample of this and {@code later} together; counts stay. Returns whether
     * something was dropped. Merged with {@code later} it is as if nothing had been; by itself its sample is not one.
     */
    boolean retainSampledWith(AccountProfile later) {
        int[] counted = hours();
        boolean dropped = sample.retainSampledWith(later.sample);
        if (dropped) {
            hours = counted;
        }
        return dropped;
    }

    /** How many exchanges are in the sample. */
    int sampleSize() {
        return sample.size();
    }

    /**
     * What of the account's traffic was asked within a window, from its sampled exchanges: exact as long as the sample
     * holds every exchange, but for tokens, of which it gets its share, and payments, of which it keeps all. Empty when
     * nothing was.
     */
    Optional<AccountProfile> during(Window window) {
        AccountProfile part = new AccountProfile(account);
        for (SampledExchange exchange : sampled()) {
            if (window.holds(exchange.timeMillis())) {
                part.exchanges++;
                part.firstMillis = Math.min(part.firstMillis, exchange.timeMillis());
                part.lastMillis = Math.max(part.lastMillis, exchange.timeMillis());
                part.sample.add(exchange);
            }
        }
        if (part.exchanges == 0) {
            return Optional.empty();
        }
        part.organisation = organisation;
        part.tokensOut = tokensOut * part.exchanges / exchanges;
        part.createdMillis = createdMillis;
        part.payment = payment;
        part.morePayments = morePayments;
        return Optional.of(part);
    }

    private static int[] sum(int[] into, int[] more) {
        for (int h = 0; h < into.length; h++) {
            into[h] += more[h];
        }
        return into;
    }

    // An account moved between organisations keeps the alphabetically first: any rule free of order would do.
    private void keepOrganisation(Optional<String> candidate) {
        if (candidate.isPresent() && (organisation.isEmpty() || candidate.get().compareTo(organisation.get()) < 0)) {
            organisation = candidate;
        }
    }

    /** Lets the profile use the name of its organisation that others use, where they have one. */
    void shareOrganisation(Map<String, Optional<String>> names) {
        organisation = organisation.flatMap(o -> names.computeIfAbsent(o, Optional::of));
    }

    private void keepCreated(long candidate) {
        if (candidate != 0 && (createdMillis == 0 || candidate < createdMillis)) {
            createdMillis = candidate;
        }
    }

    private void keepPayment(long candidate) {
        if (candidate == 0 || candidate == payment || Arrays.binarySearch(morePayments, candidate) >= 0) {
            return;
        }
        if (payment == 0) {
            payment = candidate;
            return;
        }
        long[] more = Arrays.copyOf(morePayments, morePayments.length + 1);
        more[morePayments.length] = Math.max(payment, candidate);
        payment = Math.min(payment, candidate);
        Arrays.sort(more);
        morePayments = more.length >= MOST_PAYMENTS ? Arrays.copyOf(more, MOST_PAYMENTS - 1) : more;
    }

    static int hourOfDay(long millis) {
        return (int) Math.floorMod(Math.floorDiv(millis, 3_600_000L), 24L);
    }

    String account() {
        return account;
    }

    Optional<String> organisation() {
        return organisation;
    }

    long exchanges() {
        return exchanges;
    }

    long tokensOut() {
        return tokensOut;
    }

    long firstMillis() {
        return firstMillis;
    }

    long lastMillis() {
        return lastMillis;
    }

    /** When the account was created, epoch milliseconds; 0 when unknown. */
    long createdMillis() {
        return createdMillis;
    }

    /** Exchanges in each hour of the day (UTC), 0 to 23; a copy. */
    int[] hours() {
        if (hours.length > 0) {
            return hours.clone();
        }
        int[] counted = new int[24];
        sample.countHours(counted);
        return counted;
    }

    /** Hashes of the payment instruments seen, ascending, at most {@value #MOST_PAYMENTS}. */
    List<Long> payments() {
        return payment == 0
                ? List.of()
                : LongStream.concat(LongStream.of(payment), Arrays.stream(morePayments))
                        .boxed()
                        .toList();
    }

    /** Whether the sample holds every exchange. */
    boolean sampledWhole() {
        return exchanges <= ExchangeSample.CAPACITY;
    }

    /** The sampled exchanges, in order of key. */
    List<SampledExchange> sampledByKey() {
        return sample.smallestFirst();
    }

    /** The sampled exchanges, in order of time. */
    List<SampledExchange> sampled() {
        return sample.inOrderOfTime();
    }
}
