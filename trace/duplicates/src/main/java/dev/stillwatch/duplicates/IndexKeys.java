// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import com.google.crypto.tink.prf.Prf;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.keysets.PrfKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The secret without which an index of served answers says nothing: a Tink keyset of HMAC-SHA-256 keys. The primary one
 * makes new indexes; an index is read with whichever of the set made it. Immutable and thread-safe.
 */
public final class IndexKeys {
    private static final String WHAT = "index key";
    private static final int BYTES = 32;
    private static final byte[] FIRST = "stillwatch served answers 1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "stillwatch served answers 2".getBytes(StandardCharsets.UTF_8);

    /** The primary one first. */
    private final List<IndexKey> keys;

    private IndexKeys(List<IndexKey> keys) {
        this.keys = keys;
    }

    /**
     * The keyset at an address: {@code env:NAME}, {@code file:PATH} or a path.
     *
     * @param environment gives the value of a variable, such as {@code System::getenv}
     * @throws StillwatchException if there is none, others may read it, or it is no keyset
     */
    public static IndexKeys at(String address, UnaryOperator<@Nullable String> environment) {
        return of(PrfKeys.read(
                KeysetPlace.at(WHAT, address, environment),
                "name the one that the index was built with by --index-key"));
    }

    /** As {@link #at}, but a file that is missing is made. */
    public static IndexKeys atOrMade(String address, UnaryOperator<@Nullable String> environment) {
        return of(PrfKeys.readOrMake(KeysetPlace.at(WHAT, address, environment)));
    }

    private static IndexKeys of(PrfKeys prfs) {
        List<IndexKey> keys = new ArrayList<>();
        prfs.keys().forEach((id, prf) -> keys.add(id == prfs.primaryId() ? 0 : keys.size(), key(prf)));
        return new IndexKeys(List.copyOf(keys));
    }

    private static IndexKey key(Prf secret) {
        try {
            return new IndexKey(ByteBuffer.allocate(2 * BYTES)
                    .put(secret.compute(FIRST, BYTES))
                    .put(secret.compute(SECOND, BYTES))
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that gave 32 bytes gives them no more", e);
        }
    }

    /** These keys, the first for new indexes. */
    static IndexKeys of(List<IndexKey> keys) {
        return new IndexKeys(List.copyOf(keys));
    }

    /** The key for new indexes. */
    IndexKey primary() {
        return keys.getFirst();
    }

    /**
     * The key that made an index.
     *
     * @param check what the index says of its key
     * @param place the index, for the message
     * @throws StillwatchException if it is none of these
     */
    IndexKey matching(long check, String place) {
        return keys.stream()
                .filter(key -> key.check() == check)
                .findFirst()
                .orElseThrow(() -> new StillwatchException(
                        "the index " + place + " was built with another key; name that one by --index-key"));
    }
}
