// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import com.google.crypto.tink.Aead;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.report.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Seals the texts of one exchange, and opens them again.
 *
 * <p>The seal is bound to case, account, time of the exchange and id: moved to another row it does not open. The salt of the
 * commitment is sealed with the texts, so that it goes when they go, and nobody can try guesses on what is left.
 */
final class SealedText {
    private SealedText() {}

    /** What a seal is bound to. */
    record Place(String id, String caseId, String account, Instant exchanged) {
        private byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                for (String part : List.of("stillwatch evidence 1", id, caseId, StoredText.of(account))) {
                    byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(utf8.length);
                    out.write(utf8);
                }
                out.writeLong(StoredTime.of(exchanged));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    /** What stays when the texts are gone. */
    static String commitment(byte[] salt, List<EvidencePart> parts) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            values.add(String.format(Locale.ROOT, "%08d ", i)
                    + parts.get(i).role().label() + " " + parts.get(i).text());
        }
        return AuditRecord.commitment(salt, values);
    }

    static String seal(Aead key, Place place, byte[] salt, List<EvidencePart> parts) {
        String json = JsonText.object(out -> {
            out.writeStringProperty("salt", HexFormat.of().formatHex(salt));
            out.writeArrayPropertyStart("parts");
            for (EvidencePart part : parts) {
                out.writeStartObject();
                out.writeStringProperty("role", part.role().name());
                out.writeStringProperty("text", StoredText.of(part.text()));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
        try {
            return Base64.getEncoder()
                    .encodeToString(key.encrypt(json.getBytes(StandardCharsets.UTF_8), place.bytes()));
        } catch (GeneralSecurityException _) {
            throw new StillwatchException("evidence of case " + place.caseId() + " could not be sealed");
        }
    }

    /** @throws StillwatchException if it was sealed by another key, for another place, or was changed since */
    static List<EvidencePart> open(Aead key, Place place, String sealed, String commitment) {
        try {
            byte[] json = key.decrypt(Base64.getDecoder().decode(sealed), place.bytes());
            JsonObject content = JsonObject.parse(new String(json, StandardCharsets.UTF_8));
            List<EvidencePart> parts = content.list("parts", JsonObject.class).stream()
                    .map(part -> new EvidencePart(
                            EvidencePart.Role.valueOf(part.text("role")), StoredText.read(part.text("text"))))
                    .toList();
            if (commitment(HexFormat.of().parseHex(content.text("salt")), parts).equals(commitment)) {
                return parts;
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // The reason may quote what is sealed.
        }
        throw new StillwatchException("evidence " + place.id()
                + " does not open: its row or its case's key was changed, or comes from elsewhere");
    }
}
