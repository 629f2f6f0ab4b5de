// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What pages that show nothing but the case store were last turned into, so that reading on, going back, and several
 * people at one case cost no new reading of it.
 *
 * <p>A page is kept for one user, one address, one revision of the store and one minute: whatever changes the store
 * makes all of them old at once. The token of a session's forms is never kept; a mark that nobody can guess stands in
 * its place. At most {@value #MOST_CHARACTERS} characters. Thread-safe.
 */
final class KeptPages {
    private static final int MOST_CHARACTERS = 8_000_000;

    private final String mark = "form-token-" + UUID.randomUUID();
    private final Map<Key, Kept> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /**
     * Which page.
     *
     * @param address with what follows the question mark
     * @param alone whether a script asked for a part of it
     * @param seen revision of the store before anything was read for it
     */
    record Key(String address, AdminUser user, boolean alone, long seen, Instant minute) {
        static Key of(String address, AdminUser user, boolean alone, long seen, Instant now) {
            return new Key(address, user, alone, seen, now.truncatedTo(ChronoUnit.MINUTES));
        }
    }

    /** A page's text, and what browsers are told it is. */
    record Kept(String type, String text) {}

    /** What a page is made with in place of a session's token. */
    String mark() {
        return mark;
    }

    /** A page as it was made, with the token of the session that it is for. */
    Optional<Kept> find(Key key, String token) {
        Optional<Kept> found;
        synchronized (pages) {
            found = Optional.ofNullable(pages.get(key));
        }
        return found.map(kept -> with(kept, token));
    }

    /** Keeps a page made with the mark, and returns it with a token. */
    Kept keep(Key key, Kept made, String token) {
        synchronized (pages) {
            Kept before = pages.put(key, made);
            characters +=
                    made.text().length() - (before == null ? 0 : before.text().length());
            var oldest = pages.values().iterator();
            while (characters > MOST_CHARACTERS && oldest.hasNext()) {
                characters -= oldest.next().text().length();
                oldest.remove();
            }
        }
        return with(made, token);
    }

    private Kept with(Kept kept, String token) {
        return new Kept(kept.type(), kept.text().replace(mark, token));
    }
}
