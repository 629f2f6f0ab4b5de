// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;

/**
 * Exchanges of one account, one after the other in one array: 32 bytes and 4 for each kept word.
 *
 * <p>Where an exchange came from and how it was asked for, 32 bytes each, is held once for all exchanges that share it,
 * as an account's mostly do. At most 512 entries are told apart, more than the exchanges of a sample have. What has been added never
 * changes or moves. Times are kept from 1970 to 2109. Not thread-safe while it grows.
 */
final class PackedExchanges {
    static final int IP = 0;
    static final int JA4 = 1;
    static final int USER_AGENT = 2;
    static final int ASN = 3;
    static final int MODEL = 0;
    static final int SYSTEM = 1;
    static final int FINGERPRINT = 2;
    static final long MAKES_ROWS = 1L << 32;
    static final long DETERMINISTIC = 1L << 33;

    private static final int ENTRY = 4;
    /** The last number of an entry that is a setting; no number of an autonomous system is negative. */
    private static final long IS_SETTING = -1;

    /** Length up to which the array is no longer than it must be: some ten exchanges. */
    private static final int QUIET = 320;

    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final List<Elicitation> KINDS = List.of(Elicitation.values());

    /* An exchange: key, when, and text hash, two ints each, elicitation, size, words. When is the time (42 bits), turns
     * (4 bits), and which shared entries are its setting and its origin (9 bits each). Size is how many words the prompt
     * had (22 bits), its kind (4 bits), and how many are kept (6 bits). */
    private static final int KEY = 0;
    private static final int WHEN = 2;
    private static final int TEXT = 4;
    private static final int ELICITATION = 6;
    private static final int SIZE = 7;
    private static final int WORDS = 8;

    private static final long LATEST_MILLIS = (1L << 42) - 1;
    private static final int MOST_TURNS = (1 << 4) - 1;
    private static final int PLACE = (1 << 9) - 1;
    private static final int MOST_TOTAL = (1 << 22) - 1;

    private int[] exchanges = NO_INTS;
    private int end;
    private long[] shared = NO_LONGS;

    /** Where the exchanges end: where the next one will start. */
    int end() {
        return end;
    }

    /** Where the exchange after the one at {@code at} starts. */
    int next(int at) {
        return at + WORDS + wordCount(at);
    }

    void add(ExchangeDigest digest) {
        ExchangeDigest.Prompt prompt = digest.prompt;
        int words = prompt.words().size();
        int at = room(WORDS + words);
        putLong(at + KEY, digest.key);
        putLong(at + TEXT, prompt.textHash());
        exchanges[at + ELICITATION] = Float.floatToRawIntBits(prompt.elicitation());
        exchanges[at + SIZE] =
                (Math.min(MOST_TOTAL, prompt.total()) << 10) | (KINDS.indexOf(prompt.kind()) << 6) | words;
        for (int i = 0; i < words; i++) {
            exchanges[at + WORDS + i] = prompt.words().get(i);
        }
        ExchangeDigest.Origin o = digest.origin;
        ExchangeDigest.Settings s = digest.settings;
        long asked = (s.fingerprint() & 0xFFFF_FFFFL)
                | (s.makesRows() ? MAKES_ROWS : 0)
                | (s.deterministic() ? DETERMINISTIC : 0);
        long time = Math.clamp(digest.timeMillis, 0, LATEST_MILLIS);
        putWhen(
                at,
                (time << 4) | Math.min(MOST_TURNS, prompt.turns()),
                new long[] {s.modelHash(), prompt.systemHash(), asked, IS_SETTING},
                new long[] {o.ip(), o.ja4(), o.userAgent(), o.asn()});
    }

    /** Adds the exchange that stands at {@code from} in {@code other}. */
    void add(PackedExchanges other, int from) {
        int length = other.next(from) - from;
        int at = room(length);
        System.arraycopy(other.exchanges, from, exchanges, at, length);
        int setting = other.setting(from);
        int origin = other.origin(from);
        putWhen(
                at,
                other.getLong(from + WHEN) >>> 18,
                Arrays.copyOfRange(other.shared, setting, setting + ENTRY),
                Arrays.copyOfRange(other.shared, origin, origin + ENTRY));
    }

    private void putWhen(int at, long timeAndTurns, long[] setting, long[] origin) {
        putLong(at + WHEN, (timeAndTurns << 18) | ((long) place(setting) << 9) | place(origin));
    }

    /** Which shared entry equals {@code wanted}, which is added if none does. Most equal the one added last. */
    private int place(long[] wanted) {
        for (int at = shared.length - ENTRY; at >= 0; at -= ENTRY) {
            if (Arrays.equals(shared, at, at + ENTRY, wanted, 0, ENTRY)) {
                return at / ENTRY;
            }
        }
        int added = shared.length;
        shared = Arrays.copyOf(shared, added + ENTRY);
        System.arraycopy(wanted, 0, shared, added, ENTRY);
        return added / ENTRY;
    }

    private int setting(int at) {
        return ENTRY * ((exchanges[at + WHEN + 1] >>> 9) & PLACE);
    }

    private int origin(int at) {
        return ENTRY * (exchanges[at + WHEN + 1] & PLACE);
    }

    /** Makes room for {@code ints} more and returns where: exactly what a quiet account needs, a quarter more later. */
    private int room(int ints) {
        int at = end;
        end += ints;
        if (end > exchanges.length) {
            int more = exchanges.length < QUIET ? 0 : exchanges.length / 4;
            exchanges = Arrays.copyOf(exchanges, Math.max(end, exchanges.length + more));
        }
        return at;
    }

    private void putLong(int at, long value) {
        exchanges[at] = (int) (value >>> 32);
        exchanges[at + 1] = (int) value;
    }

    private long getLong(int at) {
        return ((long) exchanges[at] << 32) | (exchanges[at + 1] & 0xFFFF_FFFFL);
    }

    long key(int at) {
        return getLong(at + KEY);
    }

    long timeMillis(int at) {
        return getLong(at + WHEN) >>> 22;
    }

    long textHash(int at) {
        return getLong(at + TEXT);
    }

    float elicitation(int at) {
        return Float.intBitsToFloat(exchanges[at + ELICITATION]);
    }

    int total(int at) {
        return exchanges[at + SIZE] >>> 10;
    }

    int turns(int at) {
        return (int) (getLong(at + WHEN) >>> 18) & MOST_TURNS;
    }

    Elicitation kind(int at) {
        return KINDS.get((exchanges[at + SIZE] >>> 6) & 0xF);
    }

    int wordCount(int at) {
        return exchanges[at + SIZE] & 0x3F;
    }

    int word(int at, int index) {
        return exchanges[at + WORDS + index];
    }

    /** The array that holds everything but what is shared; not to be written to. */
    int[] array() {
        return exchanges;
    }

    int wordsFrom(int at) {
        return at + WORDS;
    }

    long setting(int at, int which) {
        return shared[setting(at) + which];
    }

    long origin(int at, int which) {
        return shared[origin(at) + which];
    }
}
