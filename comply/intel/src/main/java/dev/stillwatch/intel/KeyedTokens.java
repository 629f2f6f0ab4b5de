// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes tokens of identifiers under a consortium's keys. Immutable, thread-safe.
 *
 * <p>A token is HMAC-SHA-256 under the month's key of {@code stillwatch-token/v1 NUL kind NUL normalised identifier}, so
 * that the same text as an e-mail address and as an account name gives two tokens. Whoever has the key can try all card
 * or phone numbers in hours: a token protects against outsiders, not against members. {@link OprfRequest} is for those.
 */
public final class KeyedTokens implements TokenSource {
    private static final byte[] DOMAIN = "stillwatch-token/v1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NUL = {0};

    private final List<SharingKey> keys;

    /**
     * Tokens under these keys.
     *
     * @param keys the first makes new tokens; the others are still recognised while peers change over
     */
    public KeyedTokens(List<SharingKey> keys) {
        this.keys = List.copyOf(keys);
        if (this.keys.isEmpty()) {
            throw new IllegalArgumentException("tokens need a key");
        }
        if (this.keys.stream().map(SharingKey::id).distinct().count() != this.keys.size()) {
            throw new IllegalArgumentException("two keys have the same id");
        }
    }

    /** The month, UTC, that tokens made at this time belong to. */
    public static String period(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC)).toString();
    }

    /** A token under the newest key; empty if the identifier cannot be one of its kind. */
    @Override
    public Optional<KeyedToken> token(IdentifierKind kind, String raw, Instant at) {
        return token(keys.getFirst(), period(at), kind, raw);
    }

    /** The token another member would have made under this key for this month; empty without the key. */
    public Optional<KeyedToken> token(String keyId, String period, IdentifierKind kind, String raw) {
        return keys.stream()
                .filter(key -> key.id().equals(keyId))
                .findFirst()
                .flatMap(key -> token(key, period, kind, raw));
    }

    private static Optional<KeyedToken> token(SharingKey key, String period, IdentifierKind kind, String raw) {
        return kind.normalised(raw).map(identifier -> {
            byte[] mac = Hashes.hmac(
                    key.of(period),
                    DOMAIN,
                    NUL,
                    kind.label().getBytes(StandardCharsets.UTF_8),
                    NUL,
                    identifier.getBytes(StandardCharsets.UTF_8));
            return new KeyedToken(
                    kind,
                    key.id(),
                    period,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
        });
    }
}
