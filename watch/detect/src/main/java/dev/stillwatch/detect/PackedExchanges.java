// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.List;

/**
 * Exchanges of one account, one after the other in one array: 40 bytes and 4 for each kept word.
 *
 * <p>Where an exchange came from (32 bytes) and how it was asked for (24 bytes) is held once for all exchanges that share
 * it, as an account's mostly do. What has been added never changes or moves. Not thread-safe while it grows.
 */
final class PackedExchanges {
    static final int IP = 0;
    static final int ASN = 1;
    static final int JA4 = 2;
    static final int USER_AGENT = 3;
    static final int MODEL = 0;
    static final int SYSTEM = 1;
    static final int FINGERPRINT = 2;
    static final long MAKES_ROWS = 1L << 32;
    static final long DETERMINISTIC = 1L << 33;

    private static final int ORIGIN = 4;
    private static final int SETTING = 3;
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final List<Elicitation> KINDS = List.of(Elicitation.values());

    /* An exchange: key, time and text hash, two ints each, elicitation, total, then turns (16 bits), kind (8 bits) and
     * words (8 bits), then the places of its setting and its origin (16 bits each), then the words. */
    private static final int KEY = 0;
    private static final int TIME = 2;
    private static final int TEXT = 4;
    private static final int ELICITATION = 6;
    private static final int TOTAL = 7;
    private static final int COUNTS = 8;
    private static final int SHARED = 9;
    private static final int WORDS = 10;

    private int[] exchanges = NO_INTS;
    private int end;
    private long[] origins = NO_LONGS;
    private long[] settings = NO_LONGS;

    /** Where the exchanges end: where the next one will start. */
    int end() {
        return end;
    }

    /** Where the exchange after the one at {@code at} starts. */
    int next(int at) {
        return at + WORDS + wordCount(at);
    }

    void add(ExchangeDigest digest) {
        int words = digest.prompt.words().size();
        int at = room(WORDS + words);
        putLong(at + KEY, digest.key);
        putLong(at + TIME, digest.timeMillis);
        putLong(at + TEXT, digest.prompt.textHash());
        exchanges[at + ELICITATION] = Float.floatToRawIntBits(digest.prompt.elicitation());
        exchanges[at + TOTAL] = digest.prompt.total();
        exchanges[at + COUNTS] =
                (Math.min(0xFFFF, digest.prompt.turns()) << 16) | (KINDS.indexOf(digest.prompt.kind()) << 8) | words;
        for (int i = 0; i < words; i++) {
            exchanges[at + WORDS + i] = digest.prompt.words().get(i);
        }
        ExchangeDigest.Origin o = digest.origin;
        ExchangeDigest.Settings s = digest.settings;
        long asked = (s.fingerprint() & 0xFFFF_FFFFL)
                | (s.makesRows() ? MAKES_ROWS : 0)
                | (s.deterministic() ? DETERMINISTIC : 0);
        share(at, new long[] {s.modelHash(), digest.prompt.systemHash(), asked}, new long[] {
            o.ip(), o.asn(), o.ja4(), o.userAgent()
        });
    }

    /** Adds the exchange that stands at {@code from} in {@code other}. */
    void add(PackedExchanges other, int from) {
        int length = other.next(from) - from;
        int at = room(length);
        System.arraycopy(other.exchanges, from, exchanges, at, length);
        int setting = SETTING * (other.exchanges[from + SHARED] >>> 16);
        int origin = ORIGIN * (other.exchanges[from + SHARED] & 0xFFFF);
        share(
                at,
                Arrays.copyOfRange(other.settings, setting, setting + SETTING),
                Arrays.copyOfRange(other.origins, origin, origin + ORIGIN));
    }

    private void share(int at, long[] setting, long[] origin) {
        int settingPlace = place(settings, setting);
        int originPlace = place(origins, origin);
        settings = settingPlace * SETTING < settings.length ? settings : joined(settings, setting);
        origins = originPlace * ORIGIN < origins.length ? origins : joined(origins, origin);
        exchanges[at + SHARED] = (settingPlace << 16) | originPlace;
    }

    /** Which entry of {@code held} equals {@code wanted}; the number of entries if none does. */
    private static int place(long[] held, long[] wanted) {
        int place = 0;
        for (int at = 0; at < held.length; at += wanted.length) {
            if (Arrays.equals(held, at, at + wanted.length, wanted, 0, wanted.length)) {
                return place;
            }
            place++;
        }
        return place;
    }

    private static long[] joined(long[] held, long[] more) {
        long[] joined = Arrays.copyOf(held, held.length + more.length);
        System.arraycopy(more, 0, joined, held.length, more.length);
        return joined;
    }

    /** Makes room for {@code ints} more and returns where: exactly what a quiet account needs, a quarter more later. */
    private int room(int ints) {
        int at = end;
        end += ints;
        if (end > exchanges.length) {
            exchanges = Arrays.copyOf(exchanges, Math.max(end, exchanges.length + exchanges.length / 4));
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
        return getLong(at + TIME);
    }

    long textHash(int at) {
        return getLong(at + TEXT);
    }

    float elicitation(int at) {
        return Float.intBitsToFloat(exchanges[at + ELICITATION]);
    }

    int total(int at) {
        return exchanges[at + TOTAL];
    }

    int turns(int at) {
        return exchanges[at + COUNTS] >>> 16;
    }

    Elicitation kind(int at) {
        return KINDS.get((exchanges[at + COUNTS] >>> 8) & 0xFF);
    }

    int wordCount(int at) {
        return exchanges[at + COUNTS] & 0xFF;
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
        return settings[SETTING * (exchanges[at + SHARED] >>> 16) + which];
    }

    long origin(int at, int which) {
        return origins[ORIGIN * (exchanges[at + SHARED] & 0xFFFF) + which];
    }
}
