// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The traffic of a stretch of time, summed per account.
 *
 * <p>A commutative monoid: summaries of any split of the traffic, observed and merged in any order, are the same
 * summary. Exchanges are taken to be distinct; whoever drives the detector drops copies first (see
 * {@link ExchangeDigest#key}). Memory grows with accounts, not with exchanges. Not thread-safe.
 */
public final class TrafficSummary {
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

    /** Adds everything another summary holds; the other is left as it was. */
    public void merge(TrafficSummary other) {
        for (AccountProfile profile : other.profiles.sorted()) {
            profiles.of(profile.account()).merge(profile);
        }
        exchanges += other.exchanges;
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
