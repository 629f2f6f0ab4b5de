// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;

/**
 * Exchanges of some accounts as lists of features, for models that go over them several times.
 *
 * <p>Holds up to {@value #MOST_PER_ACCOUNT} exchanges of each account, evenly spread over time. Memory: 4 bytes a
 * feature, about 60 features an exchange. Immutable and thread-safe.
 */
final class FeatureTable {
    /** The most exchanges of one account that are held, so that heavy accounts do not speak for the others. */
    static final int MOST_PER_ACCOUNT = 24;

    private final List<AccountView> accounts;
    /** For each account the features of all its exchanges, one exchange after the other. */
    private final int[][] features;
    /** For each account where the features of each of its exchanges end. */
    private final int[][] ends;

    private FeatureTable(List<AccountView> accounts, int[][] features, int[][] ends) {
        this.accounts = accounts;
        this.features = features;
        this.ends = ends;
    }

    static FeatureTable of(List<AccountView> accounts, Parallel parallel) {
        int[][] features = new int[accounts.size()][];
        int[][] ends = new int[accounts.size()][];
        parallel.forEach(accounts.size(), a -> {
            AccountView account = accounts.get(a);
            int exchanges = Math.min(MOST_PER_ACCOUNT, account.sample.size());
            int[] all = new int[exchanges * ExchangeFeatures.MOST];
            ends[a] = new int[exchanges];
            int end = 0;
            for (int i = 0; i < exchanges; i++) {
                end = ExchangeFeatures.all(picked(account, i, exchanges), all, end);
                ends[a][i] = end;
            }
            features[a] = Arrays.copyOf(all, end);
        });
        return new FeatureTable(List.copyOf(accounts), features, ends);
    }

    /** The exchange at {@code index} of {@code of} that are evenly spread over the account's sample. */
    static SampledExchange picked(AccountView account, int index, int of) {
        return account.sample.get(index * account.sample.size() / of);
    }

    List<AccountView> accounts() {
        return accounts;
    }

    /** The features of all exchanges of the account at {@code account} of {@link #accounts}; not to be changed. */
    int[] features(int account) {
        return features[account];
    }

    /** Where in {@link #features} those of each exchange end; not to be changed. */
    int[] ends(int account) {
        return ends[account];
    }
}
