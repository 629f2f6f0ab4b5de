// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The secret that chooses wordings: a Tink keyset of HMAC-SHA-256 keys. The primary one plants; all are tried when
 * canaries are looked for, so a key can be replaced and what it planted is still found. Immutable and thread-safe.
 */
public final class CanaryKeys {
    private static final String WHAT = "canary key";
    private static final int BYTES = 32;

    private final PrfSet keys;
    private final String shown;

    private CanaryKeys(PrfSet keys, String shown) {
        this.keys = keys;
        this.shown = shown;
    }

    /**
     * The keyset in a file, made where there is none.
     *
     * @throws StillwatchException if others may read it, or it cannot be read or made
     */
    public static CanaryKeys inFile(Path file) {
        return of(KeysetPlace.inFile(WHAT, file), true);
    }

    /** As {@link #at}, but a file that is missing is made. */
    public static CanaryKeys atOrMade(String address, UnaryOperator<@Nullable String> environment) {
        return of(KeysetPlace.at(WHAT, address, environment), true);
    }

    /**
     * The keyset at an address: {@code env:NAME}, {@code file:PATH} or a path.
     *
     * @param environment gives the value of a variable, such as {@code System::getenv}
     * @throws StillwatchException if there is none, others may read it, or it is no keyset
     */
    public static CanaryKeys at(String address, UnaryOperator<@Nullable String> environment) {
        return of(KeysetPlace.at(WHAT, address, environment), false);
    }

    private static CanaryKeys of(KeysetPlace place, boolean make) {
        try {
            PrfConfig.register();
            KeysetHandle keyset = make
                    ? place.readOrMake(PredefinedPrfParameters.HMAC_SHA256_PRF)
                    : place.read("name the one that canaries were planted with by --key");
            CanaryKeys keys =
                    new CanaryKeys(keyset.getPrimitive(RegistryConfiguration.get(), PrfSet.class), place.shown());
            // A key of another kind may give fewer bytes; better known now than when a request waits.
            keys.assignment(new Cohort("check", 0));
            return keys;
        } catch (GeneralSecurityException _) {
            // Its message may quote the keyset.
            throw unusable(place.shown());
        }
    }

    static CanaryKeys of(KeysetHandle keyset, String shown) throws GeneralSecurityException {
        return new CanaryKeys(keyset.getPrimitive(RegistryConfiguration.get(), PrfSet.class), shown);
    }

    private static StillwatchException unusable(String shown) {
        return new StillwatchException(
                "the canary key in " + shown + " is no Tink keyset of HMAC-SHA-256 PRF keys as JSON");
    }

    /** The wordings that a cohort is given: those that the primary key chooses. Costs two HMACs. */
    public Assignment assignment(Cohort cohort) {
        return assignment(cohort, keys.getPrimaryId());
    }

    /** The wordings that each key of the set chooses for a cohort, in the order of the keys' ids. */
    public List<Assignment> everyAssignment(Cohort cohort) {
        return ids().stream().map(id -> assignment(cohort, id)).toList();
    }

    private List<Integer> ids() {
        try {
            return keys.getPrfs().keySet().stream().sorted().toList();
        } catch (GeneralSecurityException _) {
            throw unusable(shown);
        }
    }

    private Assignment assignment(Cohort cohort, int id) {
        try {
            Map<Integer, Prf> all = keys.getPrfs();
            Prf key = all.get(id);
            if (key == null) {
                throw unusable(shown);
            }
            return new Assignment(
                    cohort,
                    id,
                    key.compute(cohort.input("wordings"), BYTES),
                    key.compute(cohort.input("nonce"), BYTES));
        } catch (GeneralSecurityException _) {
            throw unusable(shown);
        }
    }
}
