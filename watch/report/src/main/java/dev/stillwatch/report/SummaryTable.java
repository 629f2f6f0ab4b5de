// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What a scan prints on standard output: counts by verdict and the groups found. Immutable and thread-safe. */
public final class SummaryTable {
    private static final int ROWS = 20;
    private static final int NAME = 32;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Assessment assessment;
    private final ScanFacts facts;

    public SummaryTable(Assessment assessment, ScanFacts facts) {
        this.assessment = assessment;
        this.facts = facts;
    }

    private record Tally(long accounts, long exchanges) {
        Tally plus(long more) {
            return new Tally(accounts + 1, exchanges + more);
        }
    }

    private Map<Verdict, Tally> tallies() {
        Map<Verdict, Tally> tallies = new EnumMap<>(Verdict.class);
        for (AccountAssessment account : assessment.accounts()) {
            Tally before = tallies.getOrDefault(account.verdict(), new Tally(0, 0));
            tallies.put(account.verdict(), before.plus(account.exchanges()));
        }
        return tallies;
    }

    /** Campaigns before the groups that only look alike, worst first within each. */
    private List<Campaign> groups() {
        return assessment.campaigns().stream()
                .sorted(Comparator.comparingInt((Campaign c) -> Verdicts.WORST_FIRST.indexOf(c.verdict())))
                .toList();
    }

    /**
     * For people: the finding in a sentence, then tables that leave columns out rather than pass {@code width}.
     *
     * @param width characters a line may have, at least 40
     * @return ends with a line break
     */
    public String text(int width) {
        int columns = Math.max(40, width);
        WrappedText out = new WrappedText(columns);
        List<Campaign> groups = groups();
        List<Campaign> found =
                groups.stream().filter(c -> c.verdict() == Verdict.DISTILLATION).toList();
        out.paragraph(Headline.sentence(found, assessment));
        out.asItIs(verdicts().render(columns));
        if (!groups.isEmpty()) {
            out.gap();
            out.asItIs(campaigns(groups).render(columns));
        }
        if (groups.size() > ROWS) {
            out.heading("and " + Figures.grouped(groups.size() - ROWS) + " more in " + ReportFolder.CAMPAIGNS);
        }
        CalibrationWords.drift(assessment.calibration().drift()).ifPresent(warning -> {
            out.gap();
            out.paragraph(warning);
        });
        if (facts.malformed() > 0 || facts.duplicates() > 0) {
            out.gap();
            out.heading(Figures.count(facts.malformed(), "malformed record") + " skipped, "
                    + Figures.count(facts.duplicates(), "duplicate") + " counted once");
        }
        return out.toString();
    }

    private TextTable verdicts() {
        TextTable table = new TextTable(List.of(
                new TextTable.Column("VERDICT", false, 3),
                new TextTable.Column("ACCOUNTS", true, 2),
                new TextTable.Column("EXCHANGES", true, 1)));
        Map<Verdict, Tally> tallies = tallies();
        for (Verdict verdict : Verdicts.WORST_FIRST) {
            Tally tally = tallies.getOrDefault(verdict, new Tally(0, 0));
            table.row(verdict.label(), Figures.grouped(tally.accounts()), Figures.grouped(tally.exchanges()));
        }
        return table;
    }

    private static TextTable campaigns(List<Campaign> groups) {
        TextTable table = new TextTable(List.of(
                new TextTable.Column("CAMPAIGN", false, 9),
                new TextTable.Column("VERDICT", false, 8),
                new TextTable.Column("ACCOUNTS", true, 7),
                new TextTable.Column("EXCHANGES", true, 6),
                new TextTable.Column("TOKENS OUT", true, 3),
                new TextTable.Column("LOG-ODDS", true, 5),
                new TextTable.Column("P", true, 4),
                new TextTable.Column("FIRST SEEN", false, 2),
                new TextTable.Column("LAST SEEN", false, 1)));
        for (Campaign campaign : groups.subList(0, Math.min(ROWS, groups.size()))) {
            table.row(
                    VisibleText.shortened(campaign.id(), NAME),
                    campaign.verdict().label(),
                    Figures.grouped(campaign.accounts().size()),
                    Figures.grouped(campaign.exchanges()),
                    campaign.tokensOut() == 0 ? "unknown" : Figures.grouped(campaign.tokensOut()),
                    Figures.decimal(campaign.score().nats(), 1),
                    Figures.probability(campaign.pValue().value()),
                    TIME.format(campaign.firstSeen()),
                    TIME.format(campaign.lastSeen()));
        }
        return table;
    }

    /**
     * For programs: one indented JSON object with {@code verdicts}, {@code campaigns} (every group, without members) and
     * the counts of what was read.
     *
     * @return ends with a line break
     */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.indented(text)) {
            out.writeStartObject();
            out.writeNumberProperty("accounts", assessment.accounts().size());
            out.writeNumberProperty("exchanges", assessment.exchanges());
            out.writeNumberProperty("records", facts.records());
            out.writeNumberProperty("malformed", facts.malformed());
            out.writeNumberProperty("duplicates", facts.duplicates());
            verdicts(out);
            out.writeBooleanProperty(
                    "baseline_drifted", assessment.calibration().drift().moved());
            out.writeArrayPropertyStart("campaigns");
            groups().forEach(campaign -> campaign(out, campaign));
            out.writeEndArray();
            out.writeEndObject();
        }
        return VisibleText.ofLines(text + "\n");
    }

    private void verdicts(JsonGenerator out) {
        Map<Verdict, Tally> tallies = tallies();
        out.writeObjectPropertyStart("verdicts");
        for (Verdict verdict : Verdicts.WORST_FIRST) {
            Tally tally = tallies.getOrDefault(verdict, new Tally(0, 0));
            out.writeObjectPropertyStart(verdict.label());
            out.writeNumberProperty("accounts", tally.accounts());
            out.writeNumberProperty("exchanges", tally.exchanges());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void campaign(JsonGenerator out, Campaign campaign) {
        out.writeStartObject();
        Json.text(out, "id", campaign.id());
        out.writeStringProperty("verdict", campaign.verdict().label());
        Json.score(out, "score", campaign.score().nats());
        Json.probability(out, "p_value", campaign.pValue().value());
        out.writeNumberProperty("accounts", campaign.accounts().size());
        out.writeNumberProperty("exchanges", campaign.exchanges());
        out.writeNumberProperty("tokens_out", campaign.tokensOut());
        out.writeStringProperty("first_seen", campaign.firstSeen().toString());
        out.writeStringProperty("last_seen", campaign.lastSeen().toString());
        out.writeEndObject();
    }
}
