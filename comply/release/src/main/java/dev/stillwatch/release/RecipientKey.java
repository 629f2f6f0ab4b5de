// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import java.security.GeneralSecurityException;

/**
 * For whom keys are sealed: an HPKE public key (RFC 9180: X25519, HKDF-SHA-256, AES-256-GCM), as a Tink keyset in JSON.
 * Immutable and thread-safe.
 */
public final class RecipientKey {
    private static final HpkeParameters PARAMETERS = parameters();

    private final HybridEncrypt encrypt;
    private final String fingerprint;

    private RecipientKey(HybridEncrypt encrypt, String fingerprint) {
        this.encrypt = encrypt;
        this.fingerprint = fingerprint;
    }

    private static HpkeParameters parameters() {
        try {
            HybridConfig.register();
            return HpkeParameters.builder()
                    .setVariant(HpkeParameters.Variant.TINK)
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the parameters are of RFC 9180", e);
        }
    }

    /**
     * Reads a public key.
     *
     * @param name of what is read, for messages
     * @throws StillwatchException if it is none
     */
    public static RecipientKey parse(String json, String name) {
        try {
            HybridConfig.register();
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(json, RegistryConfiguration.get());
            return new RecipientKey(
                    keys.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class),
                    ReleaseJson.sha256(
                            TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(keys, RegistryConfiguration.get())));
        } catch (GeneralSecurityException e) {
            throw new StillwatchException(
                    name + " is no public key of a recipient; stillwatch release keygen makes one", e);
        }
    }

    /** SHA-256 of the key, in hex: read it to each other before trusting it. */
    public String fingerprint() {
        return fingerprint;
    }

    byte[] seal(byte[] secret, byte[] context) {
        try {
            return encrypt.encrypt(secret, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a public key encrypts", e);
        }
    }

    /** The recipient's own half. */
    public static final class Private {
        private final HybridDecrypt decrypt;
        private final String publicJson;

        private Private(HybridDecrypt decrypt, String publicJson) {
            this.decrypt = decrypt;
            this.publicJson = publicJson;
        }

        /**
         * Reads a private key; a file that is missing is made.
         *
         * @throws StillwatchException if there is none, others may read it, or it is another kind of key
         */
        public static Private readOrMake(KeysetPlace place) {
            return load(place, true);
        }

        /** As {@link #readOrMake}, but nothing is made. */
        public static Private read(KeysetPlace place) {
            return load(place, false);
        }

        private static Private load(KeysetPlace place, boolean make) {
            try {
                HybridConfig.register();
                KeysetHandle keys =
                        make ? place.readOrMake(PARAMETERS) : place.read("stillwatch release keygen makes one");
                return new Private(
                        keys.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class),
                        TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                                keys.getPublicKeysetHandle(), RegistryConfiguration.get()));
            } catch (GeneralSecurityException _) {
                // Its message may quote the keyset.
                throw new StillwatchException(
                        "the " + place.what() + " in " + place.shown() + " is no Tink keyset of an HPKE key as JSON");
            }
        }

        /** What to give to the provider. */
        public String publicJson() {
            return publicJson;
        }

        byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException {
            return decrypt.decrypt(sealed, context);
        }
    }
}
