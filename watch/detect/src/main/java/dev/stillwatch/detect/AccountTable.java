// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of accounts by name: open addressing, at most three quarters full, 6 to 11 bytes for each account
 * besides its profile, where a map with an entry for each would take 40. Not thread-safe.
 */
final class AccountTable {
    private static final int LEAST = 16;

    private @Nullable AccountProfile[] places = new AccountProfile[LEAST];
    private int size;

    int size() {
        return size;
    }

    boolean contains(String account) {
        return places[place(places, account)] != null;
    }

    /** The profile of an account, a new one at first. */
    AccountProfile of(String account) {
        int place = place(places, account);
        AccountProfile held = places[place];
        if (held != null) {
            return held;
        }
        AccountProfile added = new AccountProfile(account);
        put(place, added);
        return added;
    }

    /** Adds a profile of an account that is not there yet. */
    void add(AccountProfile profile) {
        put(place(places, profile.account()), profile);
    }

    private void put(int place, AccountProfile profile) {
        places[place] = profile;
        size++;
        if (size > places.length / 4 * 3) {
            @Nullable AccountProfile[] larger = new AccountProfile[places.length * 2];
            for (AccountProfile held : places) {
                if (held != null) {
                    larger[place(larger, held.account())] = held;
                }
            }
            places = larger;
        }
    }

    /** Where the profile of an account stands, or would. */
    private static int place(@Nullable AccountProfile[] places, String account) {
        int mask = places.length - 1;
        int hash = account.hashCode() * 0x9E3779B9;
        int place = (hash ^ (hash >>> 15)) & mask;
        for (AccountProfile held = places[place]; held != null; held = places[place]) {
            if (held.account().equals(account)) {
                return place;
            }
            place = (place + 1) & mask;
        }
        return place;
    }

    /** All profiles, sorted by account. */
    List<AccountProfile> sorted() {
        List<AccountProfile> sorted = new ArrayList<>(size);
        for (AccountProfile held : places) {
            if (held != null) {
                sorted.add(held);
            }
        }
        sorted.sort(Comparator.comparing(AccountProfile::account));
        return sorted;
    }

    void clear() {
        places = new AccountProfile[LEAST];
        size = 0;
    }
}
