// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import java.util.Objects;
import java.util.Optional;

/** Why an account or a campaign was judged as it was, read back from a report folder. */
public sealed interface Explanation {

    /** What the verdict rests on. */
    Calibration calibration();

    /** What was read to come to it. */
    ScanFacts facts();

    /**
     * One account.
     *
     * @param campaign the group it was judged in, if it was judged in one
     */
    record OfAccount(AccountAssessment account, Optional<Campaign> campaign, Calibration calibration, ScanFacts facts)
            implements Explanation {
        public OfAccount {
            Objects.requireNonNull(account, "account is null");
            Objects.requireNonNull(campaign, "campaign is null");
            Objects.requireNonNull(calibration, "calibration is null");
            Objects.requireNonNull(facts, "facts is null");
        }
    }

    /** One campaign. */
    record OfCampaign(Campaign campaign, Calibration calibration, ScanFacts facts) implements Explanation {
        public OfCampaign {
            Objects.requireNonNull(campaign, "campaign is null");
            Objects.requireNonNull(calibration, "calibration is null");
            Objects.requireNonNull(facts, "facts is null");
        }
    }
}
