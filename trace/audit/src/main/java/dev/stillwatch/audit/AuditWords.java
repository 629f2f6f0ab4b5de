// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.provenance.ShareOutcome;
import dev.stillwatch.report.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an audit found, in sentences. */
final class AuditWords {
    private AuditWords() {}

    /** The answer in a sentence. */
    static String headline(AuditSummary summary) {
        if (summary.judged() == 0) {
            return "No row with an answer was read, so nothing can be said.";
        }
        List<SourceSummary> found = summary.found();
        if (found.isEmpty()) {
            return summary.tooLittle()
                    ? "Too few rows to say anything."
                    : "Nothing in " + Figures.count(summary.judged(), "row") + " speaks for a language model.";
        }
        Risk most = found.getFirst().risk();
        String what = switch (most) {
            case SHOWN -> "rows that are known to be a model's answers";
            case LIKELY ->
                marked(found.getFirst())
                        ? "rows that most likely carry your output marks"
                        : "rows that say a model wrote them";
            case LOOK, TOO_LITTLE, NONE_SEEN -> "rows that may be a model's answers";
        };
        return Figures.count(found.size(), "source") + (found.size() == 1 ? " holds " : " hold ") + what + ".";
    }

    private static boolean marked(SourceSummary source) {
        return source.marks().filter(PooledEvidence::alarm).isPresent();
    }

    /** What a source's risk means. */
    static String risk(SourceSummary source) {
        return switch (source.risk()) {
            case SHOWN -> "known to hold a model's answers";
            case LIKELY ->
                marked(source) ? "most likely carries your output marks" : "rows say that a model wrote them";
            case LOOK -> "ask where it comes from";
            case NONE_SEEN -> "nothing seen";
            case TOO_LITTLE -> "too little to tell";
        };
    }

    /** A kind of evidence. */
    static String kind(String kind) {
        return switch (kind) {
            case "served" -> "served by you, word for word";
            case "served-fragments" -> "holds passages that you served";
            case "known-set" -> "row of a known set";
            case "known-set-near" -> "near a row of a known set";
            case "marked" -> "carries one of your output marks";
            case "declared" -> "the row says so";
            case "identity" -> "speaks of itself as a model";
            default -> kind;
        };
    }

    static String share(Share share) {
        return Figures.percent(share.value());
    }

    static String interval(Share share) {
        return percent(share.low()) + " to " + percent(share.high());
    }

    static String percent(double value) {
        return value <= 0 ? "0 %" : value >= 1 ? "100 %" : Figures.percent(value);
    }

    static String families(SourceSummary source) {
        return source.families().stream().limit(3).map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }

    /** Whose output marks a source holds: by key, rows that show it alone, and what shows over many. */
    static SortedMap<String, String> marks(SourceSummary source) {
        SortedMap<String, String> marks = new TreeMap<>();
        source.below("mark.").forEach((key, rows) -> marks.put(key, Figures.count(rows, "row") + " by themselves"));
        source.marks().map(PooledEvidence.Marks::keys).orElse(List.of()).stream()
                .filter(PooledEvidence.MarkOfKey::shown)
                .forEach(key -> marks.merge(
                        key.key(),
                        "scores high in " + Figures.percent((double) key.high() / key.rows()) + " of "
                                + Figures.count(key.rows(), "row") + ", where unmarked rows do in "
                                + Figures.percent(key.ceiling()) + " at most",
                        (alone, many) -> alone + ", and " + many));
        return marks;
    }

    /** The share in the style of models, in a table's cell. */
    static String style(PooledEvidence.Style style) {
        return switch (style.outcome()) {
            case ShareOutcome.CannotTell _ -> "cannot tell";
            case ShareOutcome.Estimated estimated ->
                percent(estimated.models().estimate()) + " (" + interval(estimated.models()) + ")";
        };
    }

    /** Why nothing is said of style. */
    static String doubt(ShareOutcome.Doubt doubt) {
        return switch (doubt) {
            case TOO_FEW_TEXTS -> "too few answers of 25 words or more in English prose";
            case UNLIKE_CALIBRATION -> "unlike all texts that the style was measured on";
        };
    }

    static String interval(ShareOutcome.Share share) {
        return percent(share.low()) + " to " + percent(share.high());
    }

    /** The summary for people who type commands. */
    static String text(AuditSummary summary) {
        StringBuilder text = new StringBuilder(headline(summary)).append("\n\n");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"RISK", "ROWS", "EVIDENCE", "95 %", "FAMILIES", "STYLE", "SOURCE"});
        summary.sources().stream()
                .limit(20)
                .forEach(source -> rows.add(new String[] {
                    source.risk().label(),
                    Figures.grouped(source.judged()),
                    share(source.evident()),
                    interval(source.evident()),
                    families(source).isEmpty() ? "-" : families(source),
                    source.style().map(AuditWords::style).orElse("-"),
                    source.name()
                }));
        int[] widths = new int[rows.getFirst().length];
        rows.forEach(row -> {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                boolean right = i == 1 || i == 2;
                boolean last = i == row.length - 1;
                String pad = " ".repeat(widths[i] - row[i].length());
                text.append(right ? pad + row[i] : last ? row[i] : row[i] + pad).append(last ? "\n" : "  ");
            }
        }
        if (summary.sources().size() > 20) {
            text.append(String.format(
                    Locale.ROOT, "and %,d more%n", summary.sources().size() - 20));
        }
        summary.sources().stream()
                .limit(20)
                .forEach(source -> marks(source)
                        .forEach((key, what) -> text.append("output mark ")
                                .append(key)
                                .append(" in ")
                                .append(source.name())
                                .append(": ")
                                .append(what)
                                .append('\n')));
        if (summary.unread() > 0) {
            text.append(Figures.count(summary.unread(), "row")).append(" could not be read; the first:\n");
            summary.unreadPlaces().stream()
                    .limit(3)
                    .forEach(each -> text.append("  ").append(each).append('\n'));
        }
        summary.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }
}
