// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.Prf;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.keysets.PrfKeys;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The secret that chooses wordings: a Tink keyset of HMAC-SHA-256 keys. The primary one plants; all are tried when
 * canaries are looked for, so a key can be replaced and what it planted is still found. Immutable and thread-safe.
 */
public final class CanaryKeys {
    private static final String WHAT = "canary key";
    private static final int BYTES = 32;

    private final PrfKeys keys;

    private CanaryKeys(PrfKeys keys) {
        this.keys = keys;
    }

    /**
     * The keyset in a file, made where there is none.
     *
     * @throws StillwatchException if others may read it, or it cannot be read or made
     */
    public static CanaryKeys inFile(Path file) {
        return new CanaryKeys(PrfKeys.readOrMake(KeysetPlace.inFile(WHAT, file)));
    }

    /** As {@link #at}, but a file that is missing is made. */
    public static CanaryKeys atOrMade(String address, UnaryOperator<@Nullable String> environment) {
        return new CanaryKeys(PrfKeys.readOrMake(KeysetPlace.at(WHAT, address, environment)));
    }

    /**
     * The keyset at an address: {@code env:NAME}, {@code file:PATH} or a path.
     *
     * @param environment gives the value of a variable, such as {@code System::getenv}
     * @throws StillwatchException if there is none, others may read it, or it is no keyset
     */
    public static CanaryKeys at(String address, UnaryOperator<@Nullable String> environment) {
        return new CanaryKeys(PrfKeys.read(
                KeysetPlace.at(WHAT, address, environment), "name the one that canaries were planted with by --key"));
    }

    static CanaryKeys of(KeysetHandle keyset) throws GeneralSecurityException {
        return new CanaryKeys(PrfKeys.of(keyset));
    }

    /** The wordings that a cohort is given: those that the primary key chooses. Costs two HMACs. */
    public Assignment assignment(Cohort cohort) {
        return assignment(cohort, keys.primaryId(), keys.primary());
    }

    /** The wordings that each key of the set chooses for a cohort, in the order of the keys' ids. */
    public List<Assignment> everyAssignment(Cohort cohort) {
        return keys.keys().entrySet().stream()
                .map(key -> assignment(cohort, key.getKey(), key.getValue()))
                .toList();
    }

    private static Assignment assignment(Cohort cohort, int id, Prf key) {
        try {
            return new Assignment(
                    cohort,
                    id,
                    key.compute(cohort.input("wordings"), BYTES),
                    key.compute(cohort.input("nonce"), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that gave 32 bytes gives them no more", e);
        }
    }
}
