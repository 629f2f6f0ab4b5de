// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether clients are what they say: which TLS fingerprints go with which user agent among everybody.
 *
 * <p>Relay software rewrites the user agent and forgets the handshake; a pair that hardly anyone else shows is a
 * contradiction. Immutable.
 */
final class ClientClaims {
    private static final int LEAST_USERS = 50;
    private static final double RARE = 0.02;

    private final Map<Long, Integer> byAgent;
    private final Map<Long, Integer> byPair;

    private ClientClaims(Map<Long, Integer> byAgent, Map<Long, Integer> byPair) {
        this.byAgent = byAgent;
        this.byPair = byPair;
    }

    static ClientClaims of(List<AccountView> accounts) {
        Map<Long, Integer> byAgent = new HashMap<>();
        Map<Long, Integer> byPair = new HashMap<>();
        for (AccountView account : accounts) {
            Set<Long> agents = new HashSet<>();
            Set<Long> pairs = new HashSet<>();
            for (SampledExchange digest : account.sample) {
                if (complete(digest)) {
                    agents.add(digest.userAgent());
                    pairs.add(pair(digest));
                }
            }
            agents.forEach(a -> byAgent.merge(a, 1, Integer::sum));
            pairs.forEach(p -> byPair.merge(p, 1, Integer::sum));
        }
        return new ClientClaims(byAgent, byPair);
    }

    /** Share of an account's exchanges whose handshake contradicts their user agent; NaN when neither is known. */
    double contradiction(AccountView account) {
        int known = 0;
        int contradicted = 0;
        for (SampledExchange digest : account.sample) {
            if (complete(digest)) {
                known++;
                int users = byAgent.getOrDefault(digest.userAgent(), 0);
                int alike = byPair.getOrDefault(pair(digest), 0);
                contradicted += users >= LEAST_USERS && alike < RARE * users ? 1 : 0;
            }
        }
        return known == 0 ? Double.NaN : (double) contradicted / known;
    }

    private static boolean complete(SampledExchange digest) {
        return digest.userAgent() != 0 && digest.ja4() != 0;
    }

    private static long pair(SampledExchange digest) {
        return Hashing.combine(digest.userAgent(), digest.ja4());
    }
}
