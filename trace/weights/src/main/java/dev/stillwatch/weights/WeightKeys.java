// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.keysets.PrfKeys;
import java.nio.file.Path;
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
        return of(PrfKeys.readOrMake(KeysetPlace.inFile(WHAT, file)));
    }

    /**
     * The keyset at an address: {@code env:NAME}, {@code file:PATH} or a path.
     *
     * @param environment gives the value of a variable, such as {@code System::getenv}
     * @throws StillwatchException if there is none, others may read it, or it is no keyset
     */
    public static WeightKeys at(String address, UnaryOperator<@Nullable String> environment) {
        return of(PrfKeys.read(
                KeysetPlace.at(WHAT, address, environment), "name the one that the copies were marked with by --key"));
    }

    /** As {@link #at}, but a file that is missing is made. */
    public static WeightKeys atOrMade(String address, UnaryOperator<@Nullable String> environment) {
        return of(PrfKeys.readOrMake(KeysetPlace.at(WHAT, address, environment)));
    }

    private static WeightKeys of(PrfKeys prfs) {
        Map<Integer, WeightKey> keys = new TreeMap<>();
        prfs.keys().forEach((id, prf) -> keys.put(id, new WeightKey(id, prf)));
        return new WeightKeys(keys, prfs.primaryId());
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
