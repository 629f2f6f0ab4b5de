// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.exchange.StillwatchException;

/** Why something failed, in words that are safe to show: what Kafka says may repeat a setting that is a secret. */
final class KafkaCauses {
    private KafkaCauses() {}

    /** The text of an exception that is made to be shown, or else the name of what failed. */
    static String of(Throwable failure) {
        if (failure instanceof StillwatchException && failure.getMessage() != null) {
            return failure.getMessage();
        }
        return "Kafka says " + failure.getClass().getSimpleName();
    }
}
