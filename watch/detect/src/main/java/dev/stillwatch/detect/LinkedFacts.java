// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which facts of payment and network accounts share, and how much more a group shares than others do. */
final class LinkedFacts {
    private static final int MOST_PER_ACCOUNT = 6;

    private LinkedFacts() {}

    /** Hashes of the payment instruments and addresses an account used: facts that strangers rarely share. */
    static Set<Long> strongLinks(AccountView account) {
        Set<Long> links = new HashSet<>();
        for (long payment : account.profile.payments()) {
            links.add(Hashing.combine(1, payment));
        }
        for (SampledExchange digest : account.sample) {
            if (links.size() >= MOST_PER_ACCOUNT) {
                break;
            }
            if (digest.ip() != 0) {
                links.add(Hashing.combine(2, digest.ip()));
            }
        }
        return links;
    }

    /** The client software and network of an account's first sampled exchange as one hash; 0 when unknown. */
    static long fingerprint(AccountView account) {
        for (SampledExchange digest : account.sample) {
            if (digest.ja4() != 0 || digest.userAgent() != 0 || digest.asn() != 0) {
                return Hashing.combine(digest.asn(), Hashing.combine(digest.ja4(), digest.userAgent()));
            }
        }
        return 0;
    }

    /** Share of accounts that share a strong link with accounts of at least two other customers of the group; NaN if unknown. */
    static double linkedShare(List<AccountView> group) {
        Map<Long, Set<Integer>> units = new HashMap<>();
        int known = 0;
        for (AccountView account : group) {
            Set<Long> links = strongLinks(account);
            known += links.isEmpty() ? 0 : 1;
            for (long link : links) {
                units.computeIfAbsent(link, l -> new HashSet<>()).add(account.unit);
            }
        }
        if (known == 0) {
            return Double.NaN;
        }
        int linked = 0;
        for (AccountView account : group) {
            if (strongLinks(account).stream()
                    .anyMatch(l -> units.getOrDefault(l, Set.of()).size() >= 3)) {
                linked++;
            }
        }
        return (double) linked / known;
    }

    /** Probability that two accounts of different customers show the same client fingerprint; NaN if unknown. */
    static double sameFingerprint(List<AccountView> group) {
        Map<Long, Integer> counts = new HashMap<>();
        int known = 0;
        for (AccountView account : group) {
            long fingerprint = fingerprint(account);
            if (fingerprint != 0) {
                counts.merge(fingerprint, 1, Integer::sum);
                known++;
            }
        }
        if (known < 2) {
            return Double.NaN;
        }
        double same = 0;
        for (int count : counts.values()) {
            same += (double) count * (count - 1);
        }
        return same / ((double) known * (known - 1));
    }
}
