// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a {@link CohortPicture} stand, in SVG units.
 *
 * @param height of the whole; its width is the frame's
 * @param spacing of dots
 * @param dots how many each group has, in the groups' order
 * @param blobs where each group stands, in the groups' order
 * @param facts where each fact stands, in the facts' order
 */
record CohortLayout(
        Frame frame,
        double height,
        double spacing,
        List<Integer> dots,
        List<BlobPacking.Blob> blobs,
        List<Placed> facts) {
    private static final double MOST_SPACING = 11;

    /**
     * The kind of page drawn for: groups in the middle and facts on both sides, or all facts on the right.
     *
     * @param leftX left bar of facts; negative for none
     * @param label characters a fact's label may have
     */
    record Frame(
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

    /**
     * A fact.
     *
     * @param y middle of its bar
     * @param bar length of its bar
     */
    record Placed(CohortGroups.Fact fact, boolean left, double y, double bar) {}

    static CohortLayout of(CohortGroups cohort, int accounts, int accountsPerDot, Frame frame) {
        List<Integer> dots = cohort.groups().stream()
                .map(group -> Math.max(1, Math.round((float) group.accounts() / accountsPerDot)))
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
        return new CohortLayout(frame, height, spacing, dots, centred, place(cohort, height, frame, accounts));
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
}
