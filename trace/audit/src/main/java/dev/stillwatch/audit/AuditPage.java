// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.report.Figures;
import dev.stillwatch.report.Html;
import dev.stillwatch.report.Page;
import java.util.List;
import java.util.Map;

/** An audit's {@code report.html}: one page that needs nothing beside itself. Bounded, whatever the number of sources. */
final class AuditPage {
    private static final int LISTED = 200;
    private static final int DETAILED = 10;

    private final Html html;
    private final AuditSummary summary;

    private AuditPage(Html html, AuditSummary summary) {
        this.html = html;
        this.summary = summary;
    }

    static String of(AuditSummary summary, String version) {
        return Page.of(
                "Stillwatch audit: " + AuditWords.headline(summary),
                html -> new AuditPage(html, summary).write(version));
    }

    private void write(String version) {
        try (var _ = html.in("header", "class", "masthead")) {
            html.leaf("span", "Stillwatch", "class", "brand");
            html.leaf("span", "Audit of training data", "class", "period");
        }
        html.line();
        try (var _ = html.in("main", "id", "findings")) {
            headline();
            sources();
            List<SourceSummary> shown = summary.found();
            shown.stream().limit(DETAILED).forEach(source -> new AuditedSource(html, source).write());
            limits();
            read();
        }
        try (var _ = html.in("footer")) {
            html.text("Stillwatch " + version + ". Beside this page: ");
            html.leaf("a", AuditFolder.FINDINGS, "href", AuditFolder.FINDINGS).text(", ");
            html.leaf("a", AuditFolder.SUMMARY, "href", AuditFolder.SUMMARY).text(", " + AuditFolder.DRAFT);
            html.text(". This page loads nothing and sends nothing, and holds no text of the data.");
        }
        html.line();
    }

    private void headline() {
        try (var _ = html.in("section", "class", summary.found().isEmpty() ? "headline calm" : "headline")) {
            html.leaf("h1", AuditWords.headline(summary));
            html.leaf(
                    "p",
                    summary.found().isEmpty()
                            ? "That nothing was seen does not prove that a set is free of it."
                            : "Evidence names rows, not people; read below what each kind can and cannot show.",
                    "class",
                    "lead");
            try (var _ = html.in("dl", "class", "figures")) {
                figure("Rows", Figures.rounded(summary.rows()), Figures.grouped(summary.judged()) + " with an answer");
                figure(
                        "Sources",
                        Figures.grouped(summary.sources().size()),
                        Figures.grouped(summary.found().size()) + " to look at");
                figure(
                        "Rows with evidence",
                        AuditWords.share(summary.evident()),
                        AuditWords.interval(summary.evident()) + " at 95 %");
                figure("Not read", Figures.grouped(summary.unread()), "rows, named below");
            }
        }
        html.line();
    }

    private void figure(String name, String value, String detail) {
        try (var _ = html.in("div")) {
            html.leaf("dt", name);
            try (var _ = html.in("dd")) {
                html.text(value).leaf("small", detail);
            }
        }
    }

    private void sources() {
        if (summary.sources().isEmpty()) {
            return;
        }
        try (var _ = html.in("section", "class", "block")) {
            html.leaf("h2", "Sources");
            new ShareBars(html).draw(summary.sources());
            try (var _ = html.in("div", "class", "scroll tall")) {
                try (var _ = html.in("table")) {
                    header();
                    try (var _ = html.in("tbody")) {
                        summary.sources().stream().limit(LISTED).forEach(this::row);
                    }
                }
            }
            if (summary.sources().size() > LISTED) {
                html.leaf("p", "The rest is in " + AuditFolder.SUMMARY + ".", "class", "quiet");
            }
        }
        html.line();
    }

    private void header() {
        try (var _ = html.in("thead");
                var _ = html.in("tr")) {
            for (String name : List.of("Source", "Risk", "Rows", "With evidence", "95 %", "Points to", "Like models")) {
                boolean number = List.of("Rows", "With evidence").contains(name);
                html.leaf("th", name, "scope", "col", "class", number ? "n" : "t");
            }
        }
    }

    private void row(SourceSummary source) {
        try (var _ = html.in("tr")) {
            try (var _ = html.in("td")) {
                html.name(source.name(), 80, "class", "id");
            }
            html.leaf("td", AuditWords.risk(source));
            html.leaf("td", Figures.grouped(source.judged()), "class", "n");
            html.leaf("td", AuditWords.share(source.evident()), "class", "n");
            html.leaf("td", AuditWords.interval(source.evident()));
            html.leaf("td", AuditWords.families(source).isEmpty() ? "–" : AuditWords.families(source));
            html.leaf("td", source.style().map(AuditWords::style).orElse("–"));
        }
        html.line();
    }

    private void limits() {
        try (var _ = html.in("section", "class", "block columns")) {
            try (var _ = html.in("div", "class", "prose")) {
                html.leaf("h2", "What the evidence is worth");
                try (var _ = html.in("ul")) {
                    for (Map.Entry<String, String> each : WORTH) {
                        try (var _ = html.in("li")) {
                            html.leaf("b", each.getKey()).text(": " + each.getValue());
                        }
                    }
                }
            }
            try (var _ = html.in("div", "class", "prose")) {
                html.leaf("h2", "What was not seen");
                html.leaf(
                        "p",
                        "Answers that were rewritten, translated or shortened leave little of all this. A source"
                                + " without evidence is not shown to be free of models' answers. Only answers and texts"
                                + " were looked at, not prompts.");
                html.leaf("p", "Looked at: " + String.join("; ", summary.witnesses()) + ".");
            }
            try (var _ = html.in("div", "class", "prose")) {
                html.leaf("h2", "How a risk is decided");
                html.leaf(
                        "p",
                        "Three rows or more that you served, with your output mark, or of a known set: known to hold a model's answers. Three"
                                + " or more, surely above 0.05 %, that say so themselves or speak as a named model: rows"
                                + " say so. Output marks that show over many rows together: most likely marked. Three with any evidence, or a share in the style of models that is surely above"
                                + " 0.5 %: ask.");
            }
        }
        html.line();
    }

    private static final List<Map.Entry<String, String>> WORTH = List.of(
            Map.entry(
                    "Served by you",
                    "a long rare passage of yours stands there word for word; that is proof by itself"),
            Map.entry(
                    "Output mark",
                    "the text was made with one of your keys; whoever has the key, or recovered it from marked text, can"
                            + " make such text, too"),
            Map.entry("Known set", "the row stands in a published set of a model's answers, or nearly so"),
            Map.entry("The row says so", "its author's claim, which may be wrong, and which nobody makes by accident"),
            Map.entry("Phrases", "an answer that speaks of itself as a model; people quote and imitate models, too"),
            Map.entry(
                    "Like models",
                    "the share of a source's answers in the style of models of 2023 and 2024, estimated over many; nothing"
                            + " about any one answer, and nothing where the texts are unlike those it was measured on"));

    private void read() {
        try (var _ = html.in("section", "class", "block")) {
            html.leaf("h2", "What was read");
            try (var _ = html.in("dl", "class", "rows")) {
                for (AuditSummary.FileFacts file :
                        summary.files().stream().limit(LISTED).toList()) {
                    try (var _ = html.in("div")) {
                        html.leaf("dt", file.shape());
                        try (var _ = html.in("dd")) {
                            html.name(file.name(), 120, "class", "id");
                            html.text(", " + Figures.grouped(file.bytes()) + " bytes");
                        }
                    }
                }
            }
            if (!summary.unreadPlaces().isEmpty()) {
                try (var _ = html.in("details")) {
                    html.leaf("summary", "First rows that could not be read");
                    try (var _ = html.in("ul")) {
                        summary.unreadPlaces().forEach(each -> {
                            try (var _ = html.in("li")) {
                                html.name(each, 300);
                            }
                        });
                    }
                }
            }
            summary.notes().forEach(note -> html.leaf("p", note));
        }
        html.line();
    }
}
