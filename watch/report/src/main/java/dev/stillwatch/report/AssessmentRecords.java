// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import tools.jackson.core.JsonGenerator;

/**
 * An assessment as many small records, to be sent and put together again, equal to what it was, by {@link
 * GatheredAssessments}.
 *
 * <p>One record for each account, one for each campaign, and one that says what makes the assessment whole. Shapes: an
 * account's is {@link AccountJson} and a campaign's {@link CampaignJson} with its {@code rank}, worst is 0; both have
 * {@code exact}, the rounded numbers in full. The assessment's is {@code {until, exchanges, accounts, campaigns, sum,
 * calibration, missing}}, with the number of the other records and the sum of their CRC-32C. Writing holds one record in
 * memory. Stateless and thread-safe.
 */
public final class AssessmentRecords {
    private AssessmentRecords() {}

    /** What a record is about. */
    public enum Kind {
        ACCOUNT,
        CAMPAIGN,
        ASSESSMENT
    }

    /**
     * A record.
     *
     * @param key the account's name, the campaign's id, or the time judged as ISO 8601
     * @param json one object without line breaks; the same for equal assessments
     */
    public record Line(Kind kind, String key, String json) {
        /** CRC-32C of {@code json}; sums of it do not depend on the order of records. */
        public long checksum() {
            return AssessmentRecords.checksum(json);
        }
    }

    /**
     * Records of accounts that belong to an assessment and are written elsewhere.
     *
     * @param accounts how many
     * @param sum of their checksums
     */
    public record Others(int accounts, long sum) {
        public static final Others NONE = new Others(0, 0);
    }

    /** The record of one account. */
    public static Line of(AccountAssessment account) {
        return new Line(Kind.ACCOUNT, account.account(), text(out -> {
            AccountJson.members(out, account);
            ExactParts.write(out, account);
        }));
    }

    /**
     * Hands over an assessment's records: all accounts, all campaigns, and what makes it whole last.
     *
     * @param until the time judged: exchanges asked before it were taken into account; whole milliseconds
     */
    public static void write(Assessment assessment, Instant until, Consumer<Line> lines) {
        write(assessment, until, Others.NONE, lines);
    }

    /**
     * Hands over the records of an assessment of which some accounts are written elsewhere.
     *
     * @param assessment without those accounts
     * @param until as above
     */
    public static void write(Assessment assessment, Instant until, Others others, Consumer<Line> lines) {
        long sum = others.sum();
        for (AccountAssessment account : assessment.accounts()) {
            Line line = of(account);
            sum += line.checksum();
            lines.accept(line);
        }
        for (int i = 0; i < assessment.campaigns().size(); i++) {
            Campaign campaign = assessment.campaigns().get(i);
            int rank = i;
            Line line = new Line(Kind.CAMPAIGN, campaign.id(), text(out -> {
                CampaignJson.members(out, campaign);
                out.writeNumberProperty("rank", rank);
                ExactParts.write(out, campaign);
            }));
            sum += line.checksum();
            lines.accept(line);
        }
        long all = sum;
        lines.accept(new Line(Kind.ASSESSMENT, until.toString(), text(out -> {
            out.writeStringProperty("until", until.toString());
            out.writeNumberProperty("exchanges", assessment.exchanges());
            out.writeNumberProperty("accounts", assessment.accounts().size() + others.accounts());
            out.writeNumberProperty("campaigns", assessment.campaigns().size());
            out.writeNumberProperty("sum", all);
            out.writeName("calibration");
            ExactCalibration.write(out, assessment.calibration());
            EvidenceJson.missing(out, assessment.missing());
        })));
    }

    static long checksum(String json) {
        CRC32C sum = new CRC32C();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private static String text(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.compact(bytes)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
