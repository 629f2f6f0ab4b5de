// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.FeedbackLedger;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What people found benign, as each assessment is to know it.
 *
 * <p>Where the ledger cannot be read, what was known last goes on, with an alarm: detection must not stop for it, and
 * what is found meanwhile cannot be acted on either. Thread-safe.
 */
final class BenignFindings implements Supplier<ConfirmedBenign> {
    private final FeedbackLedger ledger;
    private final Duration lasting;
    private final InstantSource clock;
    private final Notices notices;
    private volatile Known known;

    private record Known(ConfirmedBenign findings, Instant at) {}

    /**
     * Takes findings from a ledger.
     *
     * @param lasting how long a finding holds
     */
    BenignFindings(FeedbackLedger ledger, Duration lasting, InstantSource clock, Notices notices) {
        this.ledger = ledger;
        this.lasting = lasting;
        this.clock = clock;
        this.notices = notices;
        this.known = new Known(ConfirmedBenign.NONE, Instant.MIN);
    }

    @Override
    public ConfirmedBenign get() {
        // Before they are read: whatever is found meanwhile counts as not known.
        Instant asked = clock.instant();
        try {
            // All of them, so that an assessment can say of an account that its finding is too old.
            known = new Known(new ConfirmedBenign(ledger.foundBenign(Instant.MIN), lasting), asked);
        } catch (StillwatchException e) {
            notices.alarmed(
                    "What people found benign could not be read, and what was known before goes on: " + e.getMessage());
        }
        return known.findings();
    }

    /** Findings made before this time were known to the latest assessment. */
    Instant knownUntil() {
        return known.at();
    }
}
