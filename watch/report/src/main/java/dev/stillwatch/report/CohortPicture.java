// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Draws a campaign's accounts as dots, gathered into groups, with a band from each group to each fact it shares.
 *
 * <p>At most about {@value #DOTS} dots and a few dozen bands whatever the size of the campaign. Drawn twice, for wide and
 * for narrow pages; the style sheet shows one of them.
 */
final class CohortPicture {
    private static final int DOTS = 640;
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
    private static final double LEAST_SHARE = 0.03;

    private final Html html;
    private final String id;

    /**
     * @param id prefix of element ids in the page, unique per campaign
     */
    CohortPicture(Html html, String id) {
        this.html = html;
        this.id = id;
    }

    void draw(Campaign campaign) {
        CohortGroups cohort = CohortGroups.of(campaign);
        int perDot = accountsPerDot(campaign.accounts().size());
        try (var _ = html.in("figure", "class", "cohort")) {
            draw(cohort, perDot, campaign, CohortLayout.Frame.WIDE);
            draw(cohort, perDot, campaign, CohortLayout.Frame.NARROW);
            html.leaf("figcaption", caption(cohort, perDot));
        }
    }

    /** A round number of accounts per dot. */
    static int accountsPerDot(int accounts) {
        int[] steps = {1, 2, 5};
        for (int scale = 1; ; scale *= 10) {
            for (int step : steps) {
                if ((long) step * scale * DOTS >= accounts) {
                    return step * scale;
                }
            }
        }
    }

    private static String caption(CohortGroups cohort, int perDot) {
        String dots = perDot == 1 ? "Each dot is one account." : "Each dot is " + perDot + " accounts.";
        String bands = cohort.facts().isEmpty()
                ? " No fact is shared by many of them: they were grouped by what they ask and when."
                : " Dots standing together share the same facts; a band's width is how many accounts of a group share"
                        + " the fact it leads to.";
        String rest = cohort.notDrawn() == 0
                ? ""
                : " " + Figures.count(cohort.notDrawn(), "further shared fact")
                        + (cohort.notDrawn() == 1 ? " is" : " are") + " not drawn.";
        return dots + bands + rest;
    }

    private void draw(CohortGroups cohort, int perDot, Campaign campaign, CohortLayout.Frame frame) {
        CohortLayout layout = CohortLayout.of(cohort, campaign.accounts().size(), perDot, frame);
        String label = "Picture of " + Figures.count(campaign.accounts().size(), "account") + " in "
                + Figures.count(cohort.groups().size(), "group") + " and the facts they share; the table below says"
                + " the same";
        try (var _ = html.in(
                "svg",
                "class",
                "cohort-" + frame.name(),
                "viewBox",
                "0 0 " + frame.width() + " " + Math.round(layout.height()),
                "role",
                "group",
                "aria-label",
                label)) {
            bands(cohort, layout);
            for (int i = 0; i < layout.blobs().size(); i++) {
                dots(layout.blobs().get(i), layout.dots().get(i), layout.spacing());
            }
            for (int i = 0; i < layout.facts().size(); i++) {
                fact(layout.facts().get(i), i, frame);
            }
        }
        html.line();
    }

    private void bands(CohortGroups cohort, CohortLayout layout) {
        List<BlobPacking.Blob> blobs = layout.blobs();
        /* Bands leave a fact in the order of the groups they lead to, or they would cross. */
        List<Integer> topDown = IntStream.range(0, blobs.size())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> blobs.get(g).y()))
                .toList();
        for (int f = 0; f < layout.facts().size(); f++) {
            CohortLayout.Placed fact = layout.facts().get(f);
            double barX =
                    fact.left() ? layout.frame().leftX() + 6 : layout.frame().rightX();
            double from = fact.y() - fact.bar() / 2;
            int shownTotal = Math.max(1, fact.fact().accounts());
            for (int g : topDown) {
                int sharing = cohort.groups().get(g).sharing().get(f);
                double width = fact.bar() * sharing / shownTotal;
                if (sharing >= LEAST_SHARE * cohort.groups().get(g).accounts() && sharing > 0) {
                    band(
                            blobs.get(g),
                            barX,
                            from + width / 2,
                            Math.max(0.8, width),
                            f,
                            fact.fact().origin());
                }
                from += width;
            }
        }
    }

    private void band(BlobPacking.Blob blob, double barX, double barY, double width, int fact, boolean origin) {
        double bend = (barX + blob.x()) / 2;
        html.empty(
                "path",
                "class",
                origin ? "band origin" : "band behaviour",
                "data-fact",
                id + fact,
                "stroke-width",
                number(width),
                "d",
                "M" + number(barX) + " " + number(barY) + "C" + number(bend) + " " + number(barY) + " " + number(bend)
                        + " " + number(blob.y()) + " " + number(blob.x()) + " " + number(blob.y()));
    }

    /** One path of round-capped points, arranged as the seeds of a sunflower: even, and the same for any number. */
    private void dots(BlobPacking.Blob blob, int dots, double spacing) {
        html.empty(
                "circle",
                "class",
                "blob",
                "cx",
                number(blob.x()),
                "cy",
                number(blob.y()),
                "r",
                number(blob.radius() + 1));
        StringBuilder path = new StringBuilder(dots * 14);
        for (int k = 0; k < dots; k++) {
            double distance = dots == 1 ? 0 : spacing * Math.sqrt(k + 0.5);
            path.append('M')
                    .append(number(blob.x() + distance * Math.cos(k * GOLDEN_ANGLE)))
                    .append(' ')
                    .append(number(blob.y() + distance * Math.sin(k * GOLDEN_ANGLE)))
                    .append("h0");
        }
        html.empty("path", "class", "dots", "stroke-width", number(spacing * 1.15), "d", path.toString());
    }

    private void fact(CohortLayout.Placed placed, int index, CohortLayout.Frame frame) {
        CohortGroups.Fact fact = placed.fact();
        String share = Figures.count(fact.accounts(), "account");
        String name = VisibleText.shortened(fact.label(), frame.label());
        double barX = placed.left() ? frame.leftX() : frame.rightX();
        String textX = number(placed.left() ? barX - 10 : barX + 16);
        String anchor = placed.left() ? "end" : "start";
        try (var _ = html.in(
                "g",
                "class",
                placed.fact().origin() ? "fact origin" : "fact behaviour",
                "data-fact",
                id + index,
                "tabindex",
                "0",
                "role",
                "img",
                "aria-label",
                LinkWords.title(fact.kind()) + " " + name + ", shared by " + share)) {
            html.empty(
                    "rect",
                    "x",
                    number(barX),
                    "y",
                    number(placed.y() - placed.bar() / 2),
                    "width",
                    "6",
                    "height",
                    number(placed.bar()),
                    "rx",
                    "2");
            html.leaf("text", name, "class", "label", "x", textX, "y", number(placed.y() - 3), "text-anchor", anchor);
            html.leaf(
                    "text",
                    (frame.oneSided() ? LinkWords.shortTitle(fact.kind()) : LinkWords.title(fact.kind())) + ", "
                            + Figures.grouped(fact.accounts()),
                    "class",
                    "kind",
                    "x",
                    textX,
                    "y",
                    number(placed.y() + 13),
                    "text-anchor",
                    anchor);
        }
    }

    private static String number(double value) {
        double tenth = Math.round(value * 10) / 10.0;
        return tenth == Math.rint(tenth) ? Long.toString((long) tenth) : String.format(Locale.ROOT, "%.1f", tenth);
    }
}
