// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.Optional;

/**
 * What each response leaves of a harvest.
 *
 * @param plan who harvested, among whom, and for how long
 * @param scale how large the models were
 * @param teacherAccuracy of the teacher on problems of the kinds that were harvested
 * @param teacherOperations floating-point operations of its training
 * @param rows one for each response, in the order asked for
 */
public record DistillOutcome(
        HarvestPlan plan, Scale scale, Accuracy teacherAccuracy, double teacherOperations, List<Row> rows) {

    public DistillOutcome {
        rows = List.copyOf(rows);
    }

    /**
     * One response.
     *
     * @param sent questions that the campaign sent
     * @param received exchanges that the campaign got answered
     * @param curve students trained on a growing part of what was received, as it was received; the last on all
     * @param otherways students that made something else of all that was received
     * @param onCampaign how everybody else fared while the measure held for the campaign only
     * @param onEverybody how they would fare if it held for everybody; empty where that is no choice
     * @param detection present where detection decided
     */
    public record Row(
            Defence defence,
            int sent,
            int received,
            List<CurvePoint> curve,
            List<CurvePoint> otherways,
            HarvestResult.Usefulness onCampaign,
            Optional<HarvestResult.Usefulness> onEverybody,
            Optional<HarvestResult.Detection> detection) {
        public Row {
            curve = List.copyOf(curve);
            otherways = List.copyOf(otherways);
            if (curve.isEmpty()) {
                throw new IllegalArgumentException("a row without any student");
            }
        }

        /** What the most successful way of using all that was received makes of it. */
        public CurvePoint best() {
            CurvePoint best = curve.getLast();
            for (CurvePoint other : otherways) {
                best = other.student().right() > best.student().right() ? other : best;
            }
            return best;
        }
    }
}
