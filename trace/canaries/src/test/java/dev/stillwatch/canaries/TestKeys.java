// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Keysets that are the same in every run. */
final class TestKeys {
    private TestKeys() {}

    static CanaryKeys of(int seed) {
        try {
            PrfConfig.register();
            return CanaryKeys.of(KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key(seed)).withFixedId(1).makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @AccessesPartialKey
    static HmacPrfKey key(int seed) throws GeneralSecurityException {
        byte[] bytes = Assignment.sha256(ByteBuffer.allocate(4).putInt(seed).array());
        return HmacPrfKey.builder()
                .setParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                .build();
    }
}
