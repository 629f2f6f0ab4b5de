// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where in the work that accounts have in common each prompt lies, and whether an account draws from all of it.
 *
 * <p>Accounts that are dealt their share of one data set meet all of it. A person whose language or subject makes some
 * prompts look like the work stays in one corner. The two are compared by predicting an account's corners one after the
 * other: by the corners' overall shares, or mostly by where the account was before. Immutable and thread-safe.
 */
final class WorkCorners {
    private static final int CORNERS = 16;
    private static final int ROUNDS = 8;
    private static final int MOST_PROMPTS = 20_000;
    private static final double STAYS = 0.8;
    private static final double MOST_FOR = 2;

    private final ContentSpace space;
    private final List<float[]> centres;
    private final double[] share;

    private WorkCorners(ContentSpace space, List<float[]> centres, double[] share) {
        this.space = space;
        this.centres = centres;
        this.share = share;
    }

    /** Cuts the work of some accounts into corners. */
    static WorkCorners of(List<AccountView> parts, ContentSpace space, Parallel parallel) {
        List<float[]> points = new ArrayList<>();
        for (AccountView part : parts) {
            for (SampledExchange prompt : part.sample) {
                if (points.size() < MOST_PROMPTS) {
                    points.add(space.place(prompt));
                }
            }
        }
        if (points.isEmpty()) {
            return new WorkCorners(space, List.of(new float[ContentSpace.DIMENSIONS]), new double[] {1});
        }
        List<float[]> centres = new Clustering(CORNERS, ROUNDS, parallel).centres(points);
        double[] share = new double[centres.size()];
        Arrays.fill(share, 1.0);
        points.forEach(point -> share[Clustering.nearest(point, centres)]++);
        double total = Arrays.stream(share).sum();
        return new WorkCorners(
                space, centres, Arrays.stream(share).map(s -> s / total).toArray());
    }

    /** Log-odds, in nats, that prompts were dealt from all of the work rather than stay in a corner; at most {@value #MOST_FOR}. */
    double dealt(List<SampledExchange> prompts) {
        int[] seen = new int[share.length];
        double nats = 0;
        for (int i = 0; i < prompts.size(); i++) {
            int corner = Clustering.nearest(space.place(prompts.get(i)), centres);
            if (i > 0) {
                double stays = (1 - STAYS) * share[corner] + STAYS * seen[corner] / i;
                nats += Math.log(share[corner] / stays);
            }
            seen[corner]++;
        }
        return Math.min(MOST_FOR, nats);
    }
}
