// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The master key of evidence: a Tink keyset that wraps a key for each case. Read when it is first needed. Thread-safe.
 *
 * <p>Keep it apart from the store: together they are the text.
 */
public final class EvidenceKeys {
    private static final String WHAT = "evidence key";

    private final KeysetPlace place;
    private @Nullable Aead master;

    private EvidenceKeys(KeysetPlace place) {
        this.place = place;
    }

    /** A keyset in a file, which only its owner may read; made when evidence is first kept. */
    public static EvidenceKeys inFile(Path file) {
        return new EvidenceKeys(KeysetPlace.inFile(WHAT, file));
    }

    /**
     * A keyset by address: {@code env:NAME} for an environment variable that holds it as Tink's JSON, otherwise {@code
     * file:PATH} or a path.
     *
     * @param environment gives the value of a variable, such as {@code System::getenv}
     */
    public static EvidenceKeys at(String address, UnaryOperator<@Nullable String> environment) {
        return new EvidenceKeys(KeysetPlace.at(WHAT, address, environment));
    }

    /**
     * The master key.
     *
     * @param create whether a key file that is missing is made
     * @throws StillwatchException if there is none, others may read it, or it is no keyset
     */
    synchronized Aead master(boolean create) {
        Aead known = master;
        if (known == null) {
            known = load(create);
            master = known;
        }
        return known;
    }

    private Aead load(boolean create) {
        try {
            AeadConfig.register();
            KeysetHandle keyset = create
                    ? place.readOrMake(PredefinedAeadParameters.AES256_GCM)
                    : place.read("name the one that evidence was kept with by --evidence-key");
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException _) {
            // Its message may quote the keyset.
            throw new StillwatchException(
                    "the evidence key in " + place.shown() + " is no Tink keyset for AEAD as JSON");
        }
    }
}
