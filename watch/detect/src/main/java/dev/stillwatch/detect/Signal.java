// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Objects;

/**
 * One piece of evidence, for or against.
 *
 * @param channel kind of evidence
 * @param logOdds how much it speaks for (positive) or against (negative) distillation, after capping
 * @param summary the measured fact in words, safe to show: no prompt text, keys or personal data
 */
public record Signal(Channel channel, LogOdds logOdds, String summary) {
    public Signal {
        Objects.requireNonNull(channel, "channel is null");
        Objects.requireNonNull(logOdds, "logOdds is null");
        Objects.requireNonNull(summary, "summary is null");
    }
}
