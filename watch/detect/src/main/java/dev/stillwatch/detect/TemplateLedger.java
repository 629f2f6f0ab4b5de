// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who uses which prompt pattern: for each opening, closing and pair of minimal shingles of a prompt, how many
 * independent customers use it, how often, and how much it asks for training data.
 *
 * <p>A prompt pattern is recognised by its first four words, its last four words, and two minima over its hashed word
 * triples (min-wise hashing, Broder 1997), so that a slot may stand anywhere. Columns of {@code 1 << }{@value #BITS} places
 * indexed by hash: colliding patterns are counted together, which can only make a pattern look more common. Built from
 * a population in one pass, O(exchanges). Immutable after building.
 */
final class TemplateLedger {
    static final int KEYS = 4;
    private static final int BITS = 21;
    private static final int SHINGLE = 3;
    private static final int END = 4;
    /** In the place of a pattern that a short prompt lacks. */
    private static final int NONE = -1;

    /** Which pattern stands in a place of the table, plus 1; empty where every pattern has the place of its number. */
    private final int[] patterns;

    private final int[] units;
    private final int[] exchanges;
    private final float[] elicitation;

    private TemplateLedger(long most) {
        // A small group does not pay for a large table; numbers of patterns, and so collisions, are the same.
        boolean small = most < (1 << BITS) / 4;
        int size = small ? Integer.highestOneBit((int) Math.max(8, most)) * 4 : 1 << BITS;
        this.patterns = new int[small ? size : 0];
        this.units = new int[size];
        this.exchanges = new int[size];
        this.elicitation = new float[size];
    }

    static TemplateLedger of(List<AccountView> accounts) {
        return of(accounts, (account, position) -> patterns(account));
    }

    /** Share of a group's prompts of which at least {@code least} of its customers share a pattern; NaN without any. */
    static double sharedShare(List<AccountView> group, int least) {
        // Kept, because working patterns out costs more than looking them up.
        int[][] patterns = new int[group.size()][];
        TemplateLedger ledger = of(group, (account, position) -> patterns[position] = patterns(account));
        int shared = 0;
        int total = 0;
        for (int a = 0; a < patterns.length; a++) {
            List<SampledExchange> sample = group.get(a).sample;
            for (int i = 0; i < sample.size(); i++) {
                if (sample.get(i).hasText()) {
                    total++;
                    shared += ledger.sharedBy(patterns[a], KEYS * i) >= least ? 1 : 0;
                }
            }
        }
        return total == 0 ? Double.NaN : (double) shared / total;
    }

    /** Where the patterns of an account's exchanges stand, {@value #KEYS} for each; {@link #NONE} for those it lacks. */
    private static int[] patterns(AccountView account) {
        int[] patterns = new int[KEYS * account.sample.size()];
        int[] slots = new int[KEYS];
        int at = 0;
        for (SampledExchange digest : account.sample) {
            Arrays.fill(slots, slots(digest, slots), KEYS, NONE);
            System.arraycopy(slots, 0, patterns, at, KEYS);
            at += KEYS;
        }
        return patterns;
    }

    private interface Patterns {
        /** The {@link #patterns} of an account, which is at {@code position} among those counted. */
        int[] of(AccountView account, int position);
    }

    private static TemplateLedger of(List<AccountView> accounts, Patterns known) {
        long most = 0;
        for (AccountView account : accounts) {
            most += (long) KEYS * account.sample.size();
        }
        TemplateLedger ledger = new TemplateLedger(most);
        int[] lastUnit = new int[ledger.units.length];
        // Unit by unit, so that "is it the unit we saw last" counts distinct units exactly.
        List<Integer> byUnit = IntStream.range(0, accounts.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(p -> accounts.get(p).unit)
                        .thenComparingInt(p -> accounts.get(p).index))
                .toList();
        for (int position : byUnit) {
            AccountView account = accounts.get(position);
            int[] patterns = known.of(account, position);
            for (int k = 0; k < patterns.length; k++) {
                if (patterns[k] != NONE) {
                    int place = ledger.claim(patterns[k]);
                    if (lastUnit[place] != account.unit + 1) {
                        lastUnit[place] = account.unit + 1;
                        ledger.units[place]++;
                    }
                    ledger.exchanges[place]++;
                    ledger.elicitation[place] += account.sample.get(k / KEYS).elicitation();
                }
            }
        }
        return ledger;
    }

    private int claim(int slot) {
        int place = place(slot);
        if (patterns.length > 0) {
            patterns[place] = slot + 1;
        }
        return place;
    }

    /** Where a pattern stands, or would stand. */
    private int place(int slot) {
        if (patterns.length == 0) {
            return slot;
        }
        int mask = patterns.length - 1;
        int place = slot & mask;
        while (patterns[place] != 0 && patterns[place] != slot + 1) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Writes where in the ledger an exchange's patterns stand and returns how many it has: 0 or {@value #KEYS}. */
    static int slots(SampledExchange digest, int[] into) {
        int size = digest.wordCount();
        if (size < END) {
            return 0;
        }
        into[0] = Hashing.slot(opening(digest), BITS);
        into[1] = Hashing.slot(closing(digest), BITS);
        int[] words = digest.words();
        int from = digest.wordsFrom();
        long first = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        for (int i = from; i + SHINGLE <= from + size; i++) {
            long shingle = Hashing.mix(run(words, i, SHINGLE));
            first = Math.min(first, shingle & Long.MAX_VALUE);
            second = Math.min(second, Hashing.mix(shingle + 1) & Long.MAX_VALUE);
        }
        into[2] = Hashing.slot(Hashing.mix(first + 3), BITS);
        into[3] = Hashing.slot(Hashing.mix(second + 4), BITS);
        return KEYS;
    }

    /** The hash of a prompt's first four words, or of all if it has fewer. */
    static long opening(SampledExchange digest) {
        return Hashing.mix(run(digest.words(), digest.wordsFrom(), Math.min(END, digest.wordCount())) + 1);
    }

    /** The hash of a prompt's last four words, or of all if it has fewer. */
    static long closing(SampledExchange digest) {
        int length = Math.min(END, digest.wordCount());
        return Hashing.mix(run(digest.words(), digest.wordsFrom() + digest.wordCount() - length, length) + 2);
    }

    private static long run(int[] words, int from, int length) {
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 0x9E3779B97F4A7C15L + words[i];
        }
        return hash;
    }

    /** The largest number of independent customers that share one of an exchange's patterns. */
    int sharedBy(SampledExchange digest, int[] slots) {
        Arrays.fill(slots, slots(digest, slots), KEYS, NONE);
        return sharedBy(slots, 0);
    }

    private int sharedBy(int[] patterns, int from) {
        int most = 0;
        for (int k = from; k < from + KEYS && patterns[k] != NONE; k++) {
            most = Math.max(most, units[place(patterns[k])]);
        }
        return most;
    }

    /** The highest mean elicitation among the exchange's patterns that at least {@code least} customers share; 0 if none. */
    double sharedElicitation(SampledExchange digest, int least, int[] slots) {
        int count = slots(digest, slots);
        double most = 0;
        for (int k = 0; k < count; k++) {
            int place = place(slots[k]);
            if (units[place] >= least) {
                most = Math.max(most, elicitation[place] / exchanges[place]);
            }
        }
        return most;
    }
}
