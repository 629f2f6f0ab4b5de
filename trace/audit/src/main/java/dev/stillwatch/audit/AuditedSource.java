// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.provenance.ShareOutcome;
import dev.stillwatch.provenance.Writer;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.Html;
import java.util.Locale;
import java.util.Map;

/** One source of the report: which evidence, which families, and in which kinds of rows. */
final class AuditedSource {
    private final Html html;
    private final SourceSummary source;

    AuditedSource(Html html, SourceSummary source) {
        this.html = html;
        this.source = source;
    }

    void write() {
        try (var _ = html.in("section", "class", "block")) {
            try (var _ = html.in("h2")) {
                html.name(source.name(), 80, "class", "id");
                html.text(": " + AuditWords.risk(source));
            }
            try (var _ = html.in("div", "class", "columns")) {
                counts("Why", source.kinds().entrySet(), true);
                counts("Points to", source.families(), false);
                strata();
                source.style().ifPresent(this::style);
                marks(AuditWords.marks(source));
            }
            html.leaf("p", "The rows are named in " + AuditFolder.FINDINGS + ".", "class", "quiet");
        }
        html.line();
    }

    private void counts(String title, Iterable<Map.Entry<String, Long>> counts, boolean kinds) {
        try (var _ = html.in("div")) {
            html.leaf("h3", title);
            try (var _ = html.in("dl", "class", "rows")) {
                for (Map.Entry<String, Long> each : counts) {
                    row(Figures.grouped(each.getValue()), kinds ? AuditWords.kind(each.getKey()) : each.getKey());
                }
            }
        }
    }

    private void style(PooledEvidence.Style style) {
        try (var _ = html.in("div")) {
            html.leaf("h3", "Style of the answers");
            try (var _ = html.in("dl", "class", "rows")) {
                switch (style.outcome()) {
                    case ShareOutcome.CannotTell(long texts, ShareOutcome.Doubt doubt) ->
                        row("cannot tell", AuditWords.doubt(doubt) + "; " + Figures.count(texts, "answer") + " read");
                    case ShareOutcome.Estimated estimated -> {
                        row(
                                AuditWords.percent(estimated.models().estimate()),
                                "like models, " + AuditWords.interval(estimated.models()) + ", of "
                                        + Figures.count(estimated.texts(), "answer") + " read");
                        for (Writer family : Writer.models()) {
                            ShareOutcome.Share share = estimated.families().get(family);
                            if (share != null && share.low() > 0) {
                                row(
                                        AuditWords.percent(share.estimate()),
                                        "like " + family.label() + ", " + AuditWords.interval(share));
                            }
                        }
                    }
                }
            }
        }
    }

    private void marks(Map<String, String> marks) {
        if (marks.isEmpty()) {
            return;
        }
        try (var _ = html.in("div")) {
            html.leaf("h3", "Your output marks");
            try (var _ = html.in("dl", "class", "rows")) {
                marks.forEach(this::row);
            }
        }
    }

    private void row(String value, String what) {
        try (var _ = html.in("div")) {
            html.leaf("dt", value);
            html.leaf("dd", what);
        }
    }

    private void strata() {
        try (var _ = html.in("div")) {
            html.leaf("h3", "Evidence by length and language");
            try (var _ = html.in("dl", "class", "rows")) {
                source.strata("length")
                        .forEach((name, share) ->
                                stratum(Stratum.Length.valueOf(name).characters() + " characters", share));
                source.strata("language").forEach((name, share) -> stratum(name.toUpperCase(Locale.ROOT), share));
            }
        }
    }

    private void stratum(String name, Share share) {
        row(AuditWords.share(share), name + ", of " + Figures.grouped(share.of()));
    }
}
