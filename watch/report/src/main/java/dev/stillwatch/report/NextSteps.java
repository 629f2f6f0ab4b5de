// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to do about a campaign: mildest first, each step reversible, never more than the evidence carries. */
final class NextSteps {

    /**
     * One step.
     *
     * @param name what to do
     * @param how on whom, for how long, and how to undo it
     * @param command what to run for it
     */
    record Step(String name, String how, Optional<String> command) {
        Step(String name, String how) {
            this(name, how, Optional.empty());
        }
    }

    private NextSteps() {}

    static List<Step> of(Campaign campaign) {
        Strength strength = Strength.of(campaign);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                "Observe",
                "Keep the logs of these " + Figures.count(campaign.accounts().size(), "account")
                        + " beyond their usual retention, and scan again with the days that follow. Nobody notices."));
        steps.add(new Step(
                "Look for yourself",
                lookAt(campaign),
                Optional.of("stillwatch explain --campaign " + VisibleText.shortened(campaign.id(), 60))));
        if (strength.compareTo(Strength.CLEAR) >= 0) {
            steps.add(new Step(
                    "Step-up verification",
                    "Ask the accounts above the threshold to confirm a payment method or an organisation. A genuine"
                            + " customer passes once and is left alone."));
        }
        if (strength == Strength.STRONG) {
            steps.add(new Step(
                    "Throttle the group, not the account",
                    "Give the group one shared budget, with an expiry of days; no single account broke a limit, so"
                            + " limits per account do nothing here. Lift it for whoever verifies."));
            steps.add(new Step(
                    "Withhold what trains best",
                    "For unverified members, turn off log-probabilities and full reasoning traces while the case is"
                            + " open."));
        }
        steps.add(new Step(
                "Leave what cannot be undone to a person",
                "Suspension, legal notice or a report to others need a named person's decision on evidence they have"
                        + " seen. This page alone is not enough for any of them."));
        return steps;
    }

    private static String lookAt(Campaign campaign) {
        String first = campaign.links().stream()
                .filter(link -> LinkWords.isOrigin(link.kind()))
                .findFirst()
                .map(link ->
                        "what " + LinkWords.phrase(link.kind()) + " " + VisibleText.shortened(link.label(), 40) + " is")
                .orElse("the accounts that score highest");
        return "Check " + first + ", and whether a sales or research contact already explains the group. The evidence:";
    }
}
