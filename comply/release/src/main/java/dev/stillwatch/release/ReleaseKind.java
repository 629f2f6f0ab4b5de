// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** In what way weights, or what they do, would reach somebody; each asks for facts of its own. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum ReleaseKind {
    /** Keys that open encrypted weights which the recipient holds: the export itself, 15 CFR 734.13 and 734.19. */
    KEY_RELEASE,
    /** Weights that anybody can read who gets hold of them. */
    PLAINTEXT_COPY,
    /** Weights or keys shown to a foreign person who stays in the country, own staff included: 15 CFR 734.13(a)(2). */
    DEEMED_EXPORT,
    /** Weights stay where they are and are used from elsewhere through a network. */
    REMOTE_ACCESS,
    /** Weights move end-to-end encrypted, and no key with them: no export by 15 CFR 734.18(a)(5) under its conditions. */
    CIPHERTEXT_TRANSFER;

    /** Whether keys to a copy are what is handed over. */
    public boolean handsOverKeys() {
        return switch (this) {
            case KEY_RELEASE, PLAINTEXT_COPY -> true;
            case DEEMED_EXPORT, REMOTE_ACCESS, CIPHERTEXT_TRANSFER -> false;
        };
    }

    /** As files and rules write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
