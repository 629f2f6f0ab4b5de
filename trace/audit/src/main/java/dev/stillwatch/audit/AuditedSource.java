// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

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
                html.text(": " + AuditWords.risk(source.risk()));
            }
            try (var _ = html.in("div", "class", "columns")) {
                counts("Why", source.kinds().entrySet(), true);
                counts("Points to", source.families(), false);
                strata();
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
                    try (var _ = html.in("div")) {
                        html.leaf("dt", Figures.grouped(each.getValue()));
                        html.leaf("dd", kinds ? AuditWords.kind(each.getKey()) : each.getKey());
                    }
                }
            }
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
        try (var _ = html.in("div")) {
            html.leaf("dt", AuditWords.share(share));
            html.leaf("dd", name + ", of " + Figures.grouped(share.of()));
        }
    }
}
