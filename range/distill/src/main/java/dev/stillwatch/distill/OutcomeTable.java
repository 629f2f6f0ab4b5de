// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.distill.DistillOutcome.Row;
import dev.stillwatch.distill.HarvestResult.Usefulness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An outcome as text for a terminal. */
public final class OutcomeTable {
    private static final double LITTLE = 0.5;

    static final List<String> BENIGN_TITLES =
            List.of("response", "put on", "served", "right", "steps seen", "logprobs seen");

    private OutcomeTable() {}

    /** Tables of what is left to the campaign and to everybody else; each line ends with a line break. */
    public static String of(DistillOutcome outcome) {
        StringBuilder out = new StringBuilder();
        out.append(text(
                "Teacher: %s of %d problems right; trained with %s operations.%n%n",
                percent(outcome.teacherAccuracy().share()),
                outcome.teacherAccuracy().problems(),
                operations(outcome.teacherOperations())));
        if (outcome.teacherAccuracy().share() < LITTLE) {
            out.append("The teacher knows too little for shares of it to mean much: take a larger one.\n\n");
        }
        List<List<String>> left = new ArrayList<>();
        left.add(List.of(
                "response",
                "sent",
                "received",
                "student of teacher",
                "95 %",
                "other use",
                "by",
                "compute of teacher's"));
        outcome.rows().forEach(row -> left.add(left(row)));
        out.append("What the campaign's student gets\n").append(table(left));
        List<List<String>> benign = new ArrayList<>();
        benign.add(BENIGN_TITLES);
        for (Row row : outcome.rows()) {
            benign.add(benign(row.defence().title(), scope(row), row.onCampaign()));
            row.onEverybody().ifPresent(usefulness -> benign.add(benign("", "everybody", usefulness)));
        }
        out.append("\nWhat everybody else gets, of what they ask for\n").append(table(benign));
        outcome.rows()
                .forEach(row ->
                        row.detection().ifPresent(found -> out.append('\n').append(detection(outcome, found))));
        out.append("\nStudent of teacher by exchanges received\n");
        outcome.rows()
                .forEach(row -> out.append(row.defence().title())
                        .append(": ")
                        .append(String.join(
                                ", ",
                                row.curve().stream()
                                        .map(point -> text("%,d: %s", point.exchanges(), percent(point.share())))
                                        .toList()))
                        .append('\n'));
        return out.toString();
    }

    static String scope(Row row) {
        return switch (row.defence()) {
            case NONE -> "nobody";
            case DETECTED -> "whom detection finds";
            case REASONING_WITHHELD, REASONING_SUMMARISED, LOGPROBS_STRIPPED, THROTTLED -> "the campaign";
        };
    }

    private static List<String> left(Row row) {
        CurvePoint all = row.curve().getLast();
        CurvePoint best = row.best();
        return List.of(
                row.defence().title(),
                text("%,d", row.sent()),
                text("%,d", row.received()),
                percent(all.share()),
                all.teacher().right() == 0
                        ? "-"
                        : text(
                                "%s to %s",
                                percent(all.shareInterval().low()),
                                percent(all.shareInterval().high())),
                best.equals(all) ? "" : percent(best.share()),
                best.equals(all) ? "" : best.way().title(),
                percent(best.cost()));
    }

    static List<String> benign(String title, String scope, Usefulness usefulness) {
        return List.of(
                title,
                scope,
                share(usefulness.served(), usefulness.requests()),
                share(usefulness.right(), usefulness.problems()),
                share(usefulness.stepsSeen(), usefulness.steps()),
                share(usefulness.logprobsSeen(), usefulness.logprobs()));
    }

    static String detection(DistillOutcome outcome, HarvestResult.Detection detection) {
        return text(
                "Detection: found %s, first suspended %s, last %s; %d of %d accounts of the campaign refused at the end,"
                        + " and %d of others by mistake.%n",
                detection.found().map(OutcomeTable::after).orElse("never"),
                detection.suspended().map(OutcomeTable::after).orElse("never"),
                detection.last().map(OutcomeTable::after).orElse("never"),
                detection.accounts(),
                outcome.plan().accounts(),
                detection.benignHit());
    }

    private static String after(Duration time) {
        return text("after %.1f h", time.toMinutes() / 60.0);
    }

    /** A number of operations, as 1.2e15. */
    static String operations(double operations) {
        return text("%.1e", operations).replace("e+", "e").replace("e0", "e");
    }

    static String percent(double share) {
        return text(share != 0 && Math.abs(share) < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "none asked" : text("%s of %,d", percent((double) part / whole), whole);
    }

    private static String table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        Arrays.setAll(
                widths,
                i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0));
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }
}
