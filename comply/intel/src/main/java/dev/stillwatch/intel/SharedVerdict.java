// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.detect.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a shared campaign is said to be. Other verdicts accuse nobody, so there is nothing to share about them. */
public enum SharedVerdict {
    DISTILLATION,
    RESELLER;

    /** The name in machine-readable output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SharedVerdict> of(Verdict verdict) {
        return switch (verdict) {
            case DISTILLATION -> Optional.of(DISTILLATION);
            case RESELLER -> Optional.of(RESELLER);
            case CLEAR, INSUFFICIENT, ORGANISATION, EVALUATION -> Optional.empty();
        };
    }

    static Optional<SharedVerdict> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.label().equals(label))
                .findFirst();
    }
}
