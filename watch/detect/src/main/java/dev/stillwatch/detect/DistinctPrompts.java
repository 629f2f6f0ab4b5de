// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct prompts of some accounts as lists of features, for a model that goes over them many times.
 *
 * <p>A prompt counts only if none of its patterns ({@link TemplateLedger}) was seen before in the same account: an
 * application that fills one template all day says one thing, however often. Memory: 4 bytes a feature, about 60
 * features a prompt. Immutable and thread-safe.
 */
final class DistinctPrompts {
    /** Classes of elicitation a prompt can be in, as a feature: tenths of its probability. */
    private static final int CLASSES = 10;

    /** Places for the features of one prompt. */
    static final int MOST_FEATURES = ExchangeFeatures.MOST;

    private final List<AccountView> accounts;
    private final int[][][] features;
    private final float[][] elicitation;

    private DistinctPrompts(List<AccountView> accounts, int[][][] features, float[][] elicitation) {
        this.accounts = accounts;
        this.features = features;
        this.elicitation = elicitation;
    }

    static DistinctPrompts of(List<AccountView> accounts, Parallel parallel) {
        int[][][] features = new int[accounts.size()][][];
        float[][] elicitation = new float[accounts.size()][];
        parallel.forEach(accounts.size(), i -> {
            List<SampledExchange> prompts = in(accounts.get(i));
            int[] into = new int[MOST_FEATURES];
            features[i] = new int[prompts.size()][];
            elicitation[i] = new float[prompts.size()];
            for (int j = 0; j < prompts.size(); j++) {
                features[i][j] = Arrays.copyOf(into, features(prompts.get(j), into));
                elicitation[i][j] = prompts.get(j).elicitation();
            }
        });
        return new DistinctPrompts(List.copyOf(accounts), features, elicitation);
    }

    /** The distinct prompts of an account, in order of time. */
    static List<SampledExchange> in(AccountView account) {
        List<SampledExchange> distinct = new ArrayList<>();
        Seen seen = new Seen(account.sample.size());
        int[] slots = new int[TemplateLedger.KEYS];
        for (SampledExchange exchange : account.sample) {
            if (exchange.hasText() && isNew(exchange, seen, slots)) {
                distinct.add(exchange);
            }
        }
        return distinct;
    }

    private static boolean isNew(SampledExchange exchange, Seen seen, int[] slots) {
        int count = TemplateLedger.slots(exchange, slots);
        // A prompt too short for patterns is its own.
        boolean isNew = count > 0 || seen.add(exchange.textHash());
        for (int k = 0; k < count; k++) {
            isNew &= seen.add(((long) k << 32) | slots[k]);
        }
        return isNew;
    }

    /** The patterns and short prompts of an account seen so far: open addressing, at most half full. */
    private static final class Seen {
        private final long[] table;

        Seen(int exchanges) {
            table = new long[2 * Integer.highestOneBit(2 * TemplateLedger.KEYS * exchanges + 1)];
        }

        /** Adds a value; returns whether it was new. */
        boolean add(long value) {
            // 0 marks an empty place.
            long held = value == -1 ? Long.MIN_VALUE : value + 1;
            int place = (int) Hashing.mix(held) & (table.length - 1);
            while (table[place] != 0) {
                if (table[place] == held) {
                    return false;
                }
                place = (place + 1) & (table.length - 1);
            }
            table[place] = held;
            return true;
        }
    }

    /** Writes a prompt's features into {@code into}, of {@link #MOST_FEATURES} places, and returns how many it has. */
    static int features(SampledExchange prompt, int[] into) {
        int count = ExchangeFeatures.words(prompt, into);
        into[count++] = ExchangeFeatures.elicitationClass((int) Math.min(CLASSES - 1, CLASSES * prompt.elicitation()));
        return count;
    }

    List<AccountView> accounts() {
        return accounts;
    }

    /** How many distinct prompts the account at {@code account} of {@link #accounts} has. */
    int count(int account) {
        return features[account].length;
    }

    /** The features of a prompt; not to be changed. */
    int[] features(int account, int prompt) {
        return features[account][prompt];
    }

    float elicitation(int account, int prompt) {
        return elicitation[account][prompt];
    }
}
