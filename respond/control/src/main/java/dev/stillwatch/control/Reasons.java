// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.StillwatchException;

/** Says why something failed in words that are safe to show. */
final class Reasons {
    private Reasons() {}

    /* What libraries say may repeat what they were given, and that may be anybody's. */
    static String of(Throwable failure) {
        return failure instanceof StillwatchException known
                ? String.valueOf(known.getMessage())
                : "a fault in Stillwatch (" + failure.getClass().getSimpleName() + ").";
    }
}
