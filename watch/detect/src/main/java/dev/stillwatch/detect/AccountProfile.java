// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All that is kept about one account: exact counts and a coordinated sample of its exchanges.
 *
 * <p>A commutative monoid: profiles of parts of an account's traffic merge, in any order, into the profile of the
 * whole. Counts are integers, so that no order of summing changes a bit. Memory: at most {@link ExchangeSample#CAPACITY}
 * digests, whatever the account's volume. Not thread-safe.
 */
final class AccountProfile {
    private static final int MOST_PAYMENTS = 4;

    private final String account;
    private Optional<String> organisation = Optional.empty();
    private long exchanges;
    private long tokensOut;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;
    private long createdMillis;
    private final int[] hours = new int[24];
    private final TreeSet<Long> payments = new TreeSet<>();
    private final ExchangeSample sample = new ExchangeSample();

    AccountProfile(String account) {
        this.account = account;
    }

    void observe(ExchangeDigest digest) {
        keepOrganisation(digest.organisation);
        exchanges++;
        tokensOut += digest.outputTokens;
        firstMillis = Math.min(firstMillis, digest.timeMillis);
        lastMillis = Math.max(lastMillis, digest.timeMillis);
        keepCreated(digest.origin.createdMillis());
        hours[hourOfDay(digest.timeMillis)]++;
        keepPayment(digest.origin.payment());
        sample.add(digest);
    }

    void merge(AccountProfile other) {
        keepOrganisation(other.organisation);
        exchanges += other.exchanges;
        tokensOut += other.tokensOut;
        firstMillis = Math.min(firstMillis, other.firstMillis);
        lastMillis = Math.max(lastMillis, other.lastMillis);
        keepCreated(other.createdMillis);
        for (int h = 0; h < hours.length; h++) {
            hours[h] += other.hours[h];
        }
        other.payments.forEach(this::keepPayment);
        other.sample.digests().forEach(sample::add);
    }

    // An account moved between organisations keeps the alphabetically first: any rule free of order would do.
    private void keepOrganisation(Optional<String> candidate) {
        if (candidate.isPresent() && (organisation.isEmpty() || candidate.get().compareTo(organisation.get()) < 0)) {
            organisation = candidate;
        }
    }

    private void keepCreated(long candidate) {
        if (candidate != 0 && (createdMillis == 0 || candidate < createdMillis)) {
            createdMillis = candidate;
        }
    }

    private void keepPayment(long payment) {
        if (payment != 0) {
            payments.add(payment);
            if (payments.size() > MOST_PAYMENTS) {
                payments.pollLast();
            }
        }
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

    /** Exchanges in the hour of the day {@code hour} (UTC, 0 to 23). */
    int inHour(int hour) {
        return hours[hour];
    }

    List<Long> payments() {
        return List.copyOf(payments);
    }

    /** The sampled exchanges, in order of time. */
    List<ExchangeDigest> sampled() {
        return sample.inOrderOfTime();
    }
}
