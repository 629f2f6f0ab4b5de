// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.report.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One text of an exchange that is kept as evidence. Its {@code toString} does not tell the text.
 *
 * @param role whose words they are
 * @param text the words
 */
public record EvidencePart(Role role, String text) {

    /** Whose words a text holds. */
    public enum Role {
        SYSTEM,
        PROMPT,
        REASONING,
        ANSWER;

        /** The name in machine-readable output. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public EvidencePart {
        Objects.requireNonNull(role, "role is null");
        Objects.requireNonNull(text, "text is null");
    }

    /** Revealed texts as one JSON object. */
    public static String json(String evidenceId, List<EvidencePart> parts) {
        return JsonText.object(out -> {
            out.writeStringProperty("id", evidenceId);
            out.writeArrayPropertyStart("parts");
            for (EvidencePart part : parts) {
                out.writeStartObject();
                out.writeStringProperty("role", part.role().label());
                out.writeStringProperty("text", VisibleText.wellFormed(part.text()));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    @Override
    public String toString() {
        return role.label() + " of " + text.length() + " characters";
    }
}
