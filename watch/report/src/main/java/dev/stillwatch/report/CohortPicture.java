// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.ArrayList;
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
    private static final double MOST_SPACING = 11;

    /** Where things go; distances in SVG units, which are CSS pixels at full size. */
    private record Frame(
            String name,
            int width,
            double center,
            double halfWidth,
            double stretch,
            double leftX,
            double rightX,
            int label) {
        static final Frame WIDE = new Frame("wide", 860, 430, 150, 1.1, 212, 648, 26);
        static final Frame NARROW = new Frame("narrow", 360, 84, 80, 2.2, -1, 204, 17);

        boolean oneSided() {
            return leftX < 0;
        }
    }

    private record Placed(CohortGroups.Fact fact, boolean left, double y, double bar) {}

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
            draw(cohort, perDot, campaign, Frame.WIDE);
            draw(cohort, perDot, campaign, Frame.NARROW);
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
                ? " No shared fact links them: they were grouped by what they ask and when."
                : " Dots standing together share the same facts; a band's width is how many accounts of a group share"
                        + " the fact it leads to.";
        String rest = cohort.notDrawn() == 0
                ? ""
                : " " + Figures.count(cohort.notDrawn(), "further shared fact")
                        + (cohort.notDrawn() == 1 ? " is" : " are") + " not drawn.";
        return dots + bands + rest;
    }

    private void draw(CohortGroups cohort, int perDot, Campaign campaign, Frame frame) {
        List<Integer> dots = cohort.groups().stream()
                .map(group -> Math.max(1, Math.round((float) group.accounts() / perDot)))
                .toList();
        double spacing = spacing(dots, frame);
        List<BlobPacking.Blob> blobs = pack(dots, spacing, frame);
        double top = blobs.stream().mapToDouble(b -> b.y() - b.radius()).min().orElse(0);
        double bottom =
                blobs.stream().mapToDouble(b -> b.y() + b.radius()).max().orElse(0);
        double height = Math.max(bottom - top + 32, factsHeight(cohort, frame));
        double shiftX = frame.center() - middle(blobs);
        double shiftY = height / 2 - (top + bottom) / 2;
        List<BlobPacking.Blob> centred = blobs.stream()
                .map(b -> new BlobPacking.Blob(b.x() + shiftX, b.y() + shiftY, b.radius()))
                .toList();
        List<Placed> facts = place(cohort, height, frame, campaign.accounts().size());
        String label = "Picture of " + Figures.count(campaign.accounts().size(), "account") + " in "
                + Figures.count(cohort.groups().size(), "group") + " and the facts they share; the table below says"
                + " the same";
        try (var _ = html.in(
                "svg",
                "class",
                "cohort-" + frame.name(),
                "viewBox",
                "0 0 " + frame.width() + " " + Math.round(height),
                "role",
                "group",
                "aria-label",
                label)) {
            bands(cohort, centred, facts, frame);
            for (int i = 0; i < centred.size(); i++) {
                dots(centred.get(i), dots.get(i), spacing);
            }
            for (int i = 0; i < facts.size(); i++) {
                fact(facts.get(i), i, frame);
            }
        }
        html.line();
    }

    private static List<BlobPacking.Blob> pack(List<Integer> dots, double spacing, Frame frame) {
        return BlobPacking.pack(
                dots.stream().map(n -> spacing * Math.sqrt(n) + 2).toList(), 9, frame.stretch());
    }

    /** As wide as fits: how a packing turns out is not known before, so a first guess is corrected twice. */
    private static double spacing(List<Integer> dots, Frame frame) {
        double spacing = MOST_SPACING;
        for (int attempt = 0; attempt < 3; attempt++) {
            List<BlobPacking.Blob> blobs = pack(dots, spacing, frame);
            double left =
                    blobs.stream().mapToDouble(b -> b.x() - b.radius()).min().orElse(0);
            double right =
                    blobs.stream().mapToDouble(b -> b.x() + b.radius()).max().orElse(1);
            spacing = Math.min(MOST_SPACING, spacing * 2 * frame.halfWidth() / (right - left));
        }
        return spacing;
    }

    private static double middle(List<BlobPacking.Blob> blobs) {
        double left = blobs.stream().mapToDouble(b -> b.x() - b.radius()).min().orElse(0);
        double right = blobs.stream().mapToDouble(b -> b.x() + b.radius()).max().orElse(0);
        return (left + right) / 2;
    }

    private static double factsHeight(CohortGroups cohort, Frame frame) {
        long origins = cohort.facts().stream().filter(CohortGroups.Fact::origin).count();
        long others = cohort.facts().size() - origins;
        return 60.0 * (frame.oneSided() ? origins + others : Math.max(origins, others)) + 10;
    }

    private static List<Placed> place(CohortGroups cohort, double height, Frame frame, int accounts) {
        List<Placed> placed = new ArrayList<>();
        for (boolean left : frame.oneSided() ? new boolean[] {false} : new boolean[] {true, false}) {
            List<CohortGroups.Fact> side = cohort.facts().stream()
                    .filter(fact -> frame.oneSided() || fact.origin() == left)
                    .toList();
            double slot = Math.min(84, height / Math.max(1, side.size()));
            double first = height / 2 - slot * (side.size() - 1) / 2;
            for (int i = 0; i < side.size(); i++) {
                double bar = 6 + (slot - 16) * side.get(i).accounts() / accounts;
                placed.add(new Placed(side.get(i), left, first + i * slot, bar));
            }
        }
        return placed;
    }

    private void bands(CohortGroups cohort, List<BlobPacking.Blob> blobs, List<Placed> facts, Frame frame) {
        /* Bands leave a fact in the order of the groups they lead to, or they would cross. */
        List<Integer> topDown = IntStream.range(0, blobs.size())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> blobs.get(g).y()))
                .toList();
        for (int f = 0; f < facts.size(); f++) {
            Placed fact = facts.get(f);
            double barX = fact.left() ? frame.leftX() + 6 : frame.rightX();
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
            double distance = spacing * Math.sqrt(k + 0.5);
            path.append('M')
                    .append(number(blob.x() + distance * Math.cos(k * GOLDEN_ANGLE)))
                    .append(' ')
                    .append(number(blob.y() + distance * Math.sin(k * GOLDEN_ANGLE)))
                    .append("h0");
        }
        html.empty("path", "class", "dots", "stroke-width", number(spacing * 1.15), "d", path.toString());
    }

    private void fact(Placed placed, int index, Frame frame) {
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
