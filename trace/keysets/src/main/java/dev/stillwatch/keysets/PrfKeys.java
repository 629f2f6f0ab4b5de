// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.keysets;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import dev.stillwatch.exchange.StillwatchException;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keys from which any number of independent bytes follow: a Tink keyset of HMAC-SHA-256 keys. Immutable and thread-safe.
 *
 * @param keys by their ids, in ascending order; each gives 32 bytes for any input
 * @param primaryId of the key for what is new; the others are kept for what is there
 */
public record PrfKeys(SortedMap<Integer, Prf> keys, int primaryId) {
    private static final int BYTES = 32;

    public PrfKeys {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    }

    /**
     * Reads a keyset.
     *
     * @param remedy what to do where the file is missing, as the end of a sentence
     * @throws StillwatchException if there is none, others may read it, or it holds other keys
     */
    public static PrfKeys read(KeysetPlace place, String remedy) {
        return load(place, () -> place.read(remedy));
    }

    /** As {@link #read}, but a file that is missing is made, with one key. */
    public static PrfKeys readOrMake(KeysetPlace place) {
        return load(place, () -> place.readOrMake(PredefinedPrfParameters.HMAC_SHA256_PRF));
    }

    /** These keys. */
    public static PrfKeys of(KeysetHandle keyset) throws GeneralSecurityException {
        PrfConfig.register();
        PrfSet set = keyset.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
        for (Prf key : set.getPrfs().values()) {
            // A key of another kind may give fewer bytes; better known now than when they are needed.
            key.compute(new byte[0], BYTES);
        }
        return new PrfKeys(new TreeMap<>(set.getPrfs()), set.getPrimaryId());
    }

    @FunctionalInterface
    private interface Loading {
        KeysetHandle load() throws GeneralSecurityException;
    }

    private static PrfKeys load(KeysetPlace place, Loading loading) {
        try {
            PrfConfig.register();
            return of(loading.load());
        } catch (GeneralSecurityException _) {
            // Its message may quote the keyset.
            throw new StillwatchException("the " + place.what() + " in " + place.shown()
                    + " is no Tink keyset of HMAC-SHA-256 PRF keys as JSON");
        }
    }

    /** The key for what is new. */
    public Prf primary() {
        return Objects.requireNonNull(keys.get(primaryId), "a keyset has its primary key");
    }
}
