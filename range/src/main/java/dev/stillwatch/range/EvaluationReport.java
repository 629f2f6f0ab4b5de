// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An evaluation for people and for programs.
 *
 * <p>Each row is a share; over several seeds it is the mean with Student's 95 % interval, for one seed the share with
 * Wilson's.
 *
 * @param evaluation what is reported
 */
public record EvaluationReport(RangeEvaluation evaluation) {

    /**
     * One figure.
     *
     * @param value mean over seeds, 0 to 1
     * @param hits summed over seeds
     * @param trials summed over seeds
     */
    public record Row(String name, double value, Interval interval, long hits, long trials) {}

    /** All figures in order: power, precision and recall, campaigns, leakage, false positives per kind. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < DetectionScore.RATES.size(); i++) {
            int rate = i;
            double percent = DetectionScore.RATES.get(i) * 100;
            rows.add(row(
                    String.format(Locale.ROOT, "account TPR at FPR %s %%", trimmed(percent)),
                    run -> run.score().power().get(rate).found()));
        }
        rows.add(row("account recall by verdict", run -> run.score().recall()));
        rows.add(row("account precision by verdict", run -> run.score().precision()));
        rows.add(row("campaign recall", run -> run.score().campaignRecall()));
        rows.add(row("campaign precision", run -> run.score().campaignPrecision()));
        for (String campaign :
                evaluation.runs().getFirst().leaks().keySet().stream().sorted().toList()) {
            rows.add(row("leaked before alarm, " + campaign, run -> leaked(run, campaign)));
        }
        for (Kind kind : Kind.values()) {
            if (kind.benign()
                    && evaluation.runs().stream()
                            .anyMatch(run -> run.score().falsePositives(kind).trials() > 0)) {
                rows.add(row(
                        "FPR by verdict, " + kind.label(), run -> run.score().falsePositives(kind)));
            }
        }
        return List.copyOf(rows);
    }

    private static Share leaked(RangeEvaluation.Run run, String campaign) {
        Leakage leak = run.leaks().get(campaign);
        return leak == null ? new Share(0, 0) : leak.exchanges();
    }

    private Row row(String name, Function<RangeEvaluation.Run, Share> share) {
        List<Share> shares = evaluation.runs().stream().map(share).toList();
        List<Double> values = shares.stream().map(Share::value).toList();
        Interval interval = shares.size() == 1
                ? shares.getFirst().interval()
                : Interval.overRuns(values).ofShares();
        return new Row(
                name,
                values.stream().mapToDouble(v -> v).average().orElse(0),
                interval,
                shares.stream().mapToLong(Share::hits).sum(),
                shares.stream().mapToLong(Share::trials).sum());
    }

    /** Text for a terminal: the figures, then how many accounts of each kind got which verdict. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-36s %9s  %-20s %s%n", "figure", "value", "95 % interval", "counts"));
        for (Row row : rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-36s %8.3f%%  [%7.3f, %7.3f]   %d/%d%n",
                    row.name(),
                    100 * row.value(),
                    100 * row.interval().low(),
                    100 * row.interval().high(),
                    row.hits(),
                    row.trials()));
        }
        text.append(String.format(Locale.ROOT, "%n%-16s", "verdicts"));
        for (Verdict verdict : Verdict.values()) {
            text.append(String.format(Locale.ROOT, " %13s", verdict.label()));
        }
        text.append(System.lineSeparator());
        for (Kind kind : Kind.values()) {
            if (evaluation.runs().stream().anyMatch(run -> run.score().kinds().containsKey(kind))) {
                text.append(String.format(Locale.ROOT, "%-16s", kind.label()));
                for (Verdict verdict : Verdict.values()) {
                    text.append(String.format(Locale.ROOT, " %13d", accounts(kind, verdict)));
                }
                text.append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** The same as one JSON object: {@code seeds}, {@code figures} and {@code verdicts}. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("seeds");
            evaluation.runs().forEach(run -> json.writeNumber(run.seed()));
            json.writeEndArray();
            json.writeArrayPropertyStart("figures");
            for (Row row : rows()) {
                json.writeStartObject();
                json.writeStringProperty("name", row.name());
                json.writeNumberProperty("value", row.value());
                json.writeNumberProperty("low", row.interval().low());
                json.writeNumberProperty("high", row.interval().high());
                json.writeNumberProperty("hits", row.hits());
                json.writeNumberProperty("trials", row.trials());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectPropertyStart("verdicts");
            for (Kind kind : Kind.values()) {
                json.writeObjectPropertyStart(kind.label());
                for (Verdict verdict : Verdict.values()) {
                    json.writeNumberProperty(verdict.label(), accounts(kind, verdict));
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private long accounts(Kind kind, Verdict verdict) {
        return evaluation.runs().stream()
                .map(run -> run.score().kinds().getOrDefault(kind, Map.of()))
                .mapToLong(verdicts -> verdicts.getOrDefault(verdict, 0L))
                .sum();
    }

    private static String trimmed(double percent) {
        return java.math.BigDecimal.valueOf(Math.round(percent * 1e6) / 1e6)
                .stripTrailingZeros()
                .toPlainString();
    }
}
