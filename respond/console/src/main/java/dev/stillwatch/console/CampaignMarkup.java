// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.report.CampaignFigures;
import dev.stillwatch.report.Html;
import gg.jte.Content;
import java.util.function.Consumer;

/** Markup of a campaign's pictures. {@link Html} escapes what others chose, so templates take it as it is. Immutable. */
final class CampaignMarkup {
    private static final String REST = "the assessment's JSON";

    private CampaignMarkup() {}

    /** The log-odds waterfall, what would speak against it, and what was missing. */
    static Content evidence(Campaign campaign) {
        return of(html -> figures(html).evidence(campaign));
    }

    /** Exchanges of all accounts over time. */
    static Content timeline(Campaign campaign) {
        return of(html -> figures(html).timeline(campaign));
    }

    /** When single accounts were active. */
    static Content lanes(Campaign campaign) {
        return of(html -> new LanesPicture(html).draw(campaign));
    }

    /** Prompt patterns in common words only. */
    static Content templates(Campaign campaign) {
        return of(html -> figures(html).templates(campaign));
    }

    private static CampaignFigures figures(Html html) {
        return new CampaignFigures(html, "case", REST);
    }

    /** Markup that a part of this module or of the report writes. */
    static Content of(Consumer<Html> written) {
        Html html = Html.part();
        written.accept(html);
        String markup = html.toString();
        return output -> output.writeContent(markup);
    }
}
