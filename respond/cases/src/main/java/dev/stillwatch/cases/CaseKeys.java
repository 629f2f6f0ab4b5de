// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A key for each case, wrapped by the master key; once its row is deleted, what it sealed is gone. */
final class CaseKeys {
    private final EvidenceKeys keys;

    CaseKeys(EvidenceKeys keys) {
        this.keys = keys;
    }

    /** The case's key; made when it has none. */
    Aead getOrMake(Handle handle, String caseId) {
        Optional<Aead> known = find(handle, caseId);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Aead master = keys.master(true);
            KeysetHandle fresh =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            byte[] wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    fresh, master, context(caseId), RegistryConfiguration.get());
            handle.execute(
                    "INSERT INTO case_key (case_id, wrapped) VALUES (?, ?)",
                    caseId,
                    Base64.getEncoder().encodeToString(wrapped));
            return fresh.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException _) {
            throw new StillwatchException("case " + caseId + ": its evidence key could not be made");
        }
    }

    /** The case's key, if it has one. */
    Optional<Aead> find(Handle handle, String caseId) {
        Optional<String> wrapped = handle.createQuery("SELECT wrapped FROM case_key WHERE case_id = :case")
                .bind("case", caseId)
                .mapTo(String.class)
                .findOne();
        if (wrapped.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeysetHandle keyset = TinkProtoKeysetFormat.parseEncryptedKeyset(
                    Base64.getDecoder().decode(wrapped.get()),
                    keys.master(false),
                    context(caseId),
                    RegistryConfiguration.get());
            return Optional.of(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException _) {
            throw new StillwatchException(
                    "case " + caseId + ": its evidence was sealed with another key; name that one by --evidence-key");
        }
    }

    private static byte[] context(String caseId) {
        return ("stillwatch case key " + caseId).getBytes(StandardCharsets.UTF_8);
    }
}
