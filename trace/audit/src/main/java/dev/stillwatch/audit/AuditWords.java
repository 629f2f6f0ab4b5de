// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.report.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            case LIKELY -> "rows that say a model wrote them";
            case LOOK, TOO_LITTLE, NONE_SEEN -> "rows that may be a model's answers";
        };
        return Figures.count(found.size(), "source") + (found.size() == 1 ? " holds " : " hold ") + what + ".";
    }

    /** What a risk means. */
    static String risk(Risk risk) {
        return switch (risk) {
            case SHOWN -> "known to hold a model's answers";
            case LIKELY -> "rows say that a model wrote them";
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

    private static String percent(double value) {
        return value <= 0 ? "0 %" : value >= 1 ? "100 %" : Figures.percent(value);
    }

    static String families(SourceSummary source) {
        return source.families().stream().limit(3).map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }

    /** The summary for people who type commands. */
    static String text(AuditSummary summary) {
        StringBuilder text = new StringBuilder(headline(summary)).append("\n\n");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"RISK", "ROWS", "EVIDENCE", "95 %", "FAMILIES", "SOURCE"});
        summary.sources().stream()
                .limit(20)
                .forEach(source -> rows.add(new String[] {
                    source.risk().label(),
                    Figures.grouped(source.judged()),
                    share(source.evident()),
                    interval(source.evident()),
                    families(source).isEmpty() ? "-" : families(source),
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
                boolean right = i == 1 || i == 2 || i == 4;
                String pad = " ".repeat(widths[i] - row[i].length());
                text.append(right ? pad + row[i] : i == 6 ? row[i] : row[i] + pad)
                        .append(i == 6 ? "\n" : "  ");
            }
        }
        if (summary.sources().size() > 20) {
            text.append(String.format(
                    Locale.ROOT, "and %,d more%n", summary.sources().size() - 20));
        }
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
