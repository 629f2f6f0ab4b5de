// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;

/** An explanation as one indented JSON object; safe to print, as control characters are escaped. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /**
     * The explanation: {@code {account|campaign, verdict_means, does_not_mean, calibration}}, an account's with {@code
     * group} where it was judged in one.
     *
     * @return ends with a line break
     */
    public static String of(Explanation explanation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.indented(text)) {
            out.writeStartObject();
            switch (explanation) {
                case Explanation.OfAccount account -> {
                    out.writeName("account");
                    AccountJson.write(out, account.account());
                    account.campaign().ifPresent(campaign -> group(out, campaign));
                    verdict(out, account.account().verdict());
                }
                case Explanation.OfCampaign campaign -> {
                    out.writeName("campaign");
                    CampaignJson.write(out, campaign.campaign());
                    verdict(out, campaign.campaign().verdict());
                }
            }
            out.writeName("calibration");
            CalibrationJson.calibration(out, explanation.calibration());
            out.writeEndObject();
        }
        return VisibleText.ofLines(text + "\n");
    }

    private static void group(JsonGenerator out, Campaign campaign) {
        out.writeObjectPropertyStart("group");
        Json.text(out, "id", campaign.id());
        out.writeStringProperty("verdict", campaign.verdict().label());
        Json.score(out, "score", campaign.score().nats());
        Json.probability(out, "p_value", campaign.pValue().value());
        out.writeNumberProperty("accounts", campaign.accounts().size());
        out.writeNumberProperty("exchanges", campaign.exchanges());
        EvidenceJson.signals(out, campaign.signals());
        EvidenceJson.missing(out, campaign.missing());
        out.writeEndObject();
    }

    private static void verdict(JsonGenerator out, Verdict verdict) {
        out.writeStringProperty("verdict_means", VerdictWords.meaning(verdict));
        out.writeStringProperty("does_not_mean", VerdictWords.doesNotMean(verdict));
    }
}
