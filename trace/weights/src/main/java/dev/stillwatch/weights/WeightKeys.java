// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The secret of all weight marks: a Tink keyset of HMAC-SHA-256 keys. The primary one marks; each is known by its id, so
 * that a key can be replaced and copies of the old one are still traced. Immutable and thread-safe.
 */
public final class WeightKeys {
    private static final String WHAT = "weight mark key";

    private final Map<Integer, WeightKey> keys;
    private final int primary;

    private WeightKeys(Map<Integer, WeightKey> keys, int primary) {
        this.keys = keys;
        this.primary = primary;
    }

    /**
     * The keyset in a file, made where there is none.
     *
     * @throws StillwatchException if others may read it, or it cannot be read or made
     */
    public static WeightKeys inFile(Path file) {
        return of(KeysetPlace.inFile(WHAT, file), true);
    }

    /**
     * The keyset at an address: {@code env:NAME}, {@code file:PATH} or a path.
     *
     * @param environment gives the value of a variable, such as {@code System::getenv}
     * @throws StillwatchException if there is none, others may read it, or it is no keyset
     */
    public static WeightKeys at(String address, UnaryOperator<@Nullable String> environment) {
        return of(KeysetPlace.at(WHAT, address, environment), false);
    }

    /** As {@link #at}, but a file that is missing is made. */
    public static WeightKeys atOrMade(String address, UnaryOperator<@Nullable String> environment) {
        return of(KeysetPlace.at(WHAT, address, environment), true);
    }

    private static WeightKeys of(KeysetPlace place, boolean make) {
        try {
            PrfConfig.register();
            KeysetHandle keyset = make
                    ? place.readOrMake(PredefinedPrfParameters.HMAC_SHA256_PRF)
                    : place.read("name the one that the copies were marked with by --key");
            PrfSet set = keyset.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
            Map<Integer, WeightKey> keys = new TreeMap<>();
            for (Map.Entry<Integer, Prf> each : set.getPrfs().entrySet()) {
                keys.put(each.getKey(), new WeightKey(each.getKey(), each.getValue()));
            }
            return new WeightKeys(keys, set.getPrimaryId());
        } catch (GeneralSecurityException _) {
            // Its message may quote the keyset.
            throw new StillwatchException(
                    "the " + WHAT + " in " + place.shown() + " is no Tink keyset of HMAC-SHA-256 PRF keys as JSON");
        }
    }

    /** The key for new copies. */
    public WeightKey primary() {
        return withId(primary).orElseThrow();
    }

    /** The key of an id, as a copy's registration names it. */
    public Optional<WeightKey> withId(int id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** All keys, in the order of their ids as whole numbers. */
    public List<WeightKey> all() {
        return List.copyOf(keys.values());
    }
}
