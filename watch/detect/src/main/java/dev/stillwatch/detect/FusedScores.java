// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every account's score over all windows: that of the whole, or of the shorter window in which it stands out most.
 *
 * <p>A shorter window's log-odds are lowered by the logarithm of how many such windows the whole holds: a campaign that
 * lasts one window is as likely to be in any of them, judged or not (the weights of an average of evidence; Vovk and Wang, E-values, Annals of Statistics
 * 49, 2021). Calibration accounts go through the very same, windows and all, and are ranked afterwards: a p-value of the
 * maximum needs no further correction for how many windows it was taken over, however they depend on each other
 * (Westfall and Young, Resampling-Based Multiple Testing, 1993). Without shorter windows it is the whole's score.
 */
final class FusedScores {
    private final double[] scores;
    private final List<Optional<ShortWindow>> strongest;
    private final Optional<Window> span;

    private FusedScores(double[] scores, List<Optional<ShortWindow>> strongest, Optional<Window> span) {
        this.scores = scores;
        this.strongest = strongest;
        this.span = span;
    }

    /**
     * Fuses.
     *
     * @param span from the first request of the whole to its last
     */
    static FusedScores of(JudgedTraffic whole, Optional<Window> span, List<ShortWindow> windows) {
        List<AccountView> accounts = whole.population().all();
        double[] scores = new double[accounts.size()];
        List<Optional<ShortWindow>> strongest = new ArrayList<>();
        for (AccountView account : accounts) {
            double best = whole.scores().score(account.index);
            Optional<ShortWindow> where = Optional.empty();
            for (ShortWindow window : windows) {
                double score = raw(account, window) - chances(window, span);
                if (score > best) {
                    best = score;
                    where = Optional.of(window);
                }
            }
            scores[account.index] = best;
            strongest.add(where);
        }
        return new FusedScores(scores, strongest, span);
    }

    private static double chances(ShortWindow window, Optional<Window> span) {
        double whole = span.map(s -> (double) s.length().toMillis()).orElse(0.0);
        return Math.log(Math.max(1, whole / window.window().length().toMillis()));
    }

    private static double raw(AccountView account, ShortWindow window) {
        String name = account.profile.account();
        ShortWindow.Reading reading = window.current().get(name);
        return account.baseline
                ? window.baseline().getOrDefault(name, Double.NEGATIVE_INFINITY)
                : reading == null ? Double.NEGATIVE_INFINITY : reading.score();
    }

    double score(AccountView account) {
        return scores[account.index];
    }

    /** The score an account has by one shorter window alone. */
    double score(AccountView account, ShortWindow by) {
        return raw(account, by) - chances(by);
    }

    /** By how much log-odds of a shorter window are lowered: an account had as many chances to look guilty in one. */
    double chances(ShortWindow window) {
        return chances(window, span);
    }

    /** The shorter window an account's score is from; empty for the whole. */
    Optional<ShortWindow> strongest(AccountView account) {
        return strongest.get(account.index);
    }
}
