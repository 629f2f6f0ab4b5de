// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tests keys of one scheme on a corpus, text by text, beside decoy keys.
 *
 * <p>Memory for the distinct windows only, see {@link WindowSelection}; the time is that of scoring each window under
 * each key and decoy. Not thread-safe.
 */
public final class MarkTrial {

    /**
     * A key to test.
     *
     * @param label its name in findings
     */
    public record Named(String label, MarkKey key) {}

    private static final RandomGenerator NOTHING_TO_DRAW = () -> {
        throw new IllegalStateException("a trial without decoys draws nothing");
    };

    private final PreparedKeys keys;
    private final WindowSelection selection;
    private final RandomGenerator random;
    private final List<Tally> tallies;
    private final List<Tally> decoys = new ArrayList<>();

    /** A trial of no texts yet and without decoys, which costs next to nothing: for trials of single texts. */
    public MarkTrial(PreparedKeys keys, WindowSelection selection) {
        this(keys, selection, NOTHING_TO_DRAW);
    }

    private MarkTrial(PreparedKeys keys, WindowSelection selection, RandomGenerator random) {
        this.keys = keys;
        this.selection = selection;
        this.random = random;
        this.tallies = keys.parts().stream().map(Tally::new).toList();
    }

    /**
     * A trial of no texts yet.
     *
     * @param decoys how many decoys are drawn, by {@code random}; 0 for none, at least 50 for a self-test
     */
    public MarkTrial(Scheme scheme, List<Named> keys, WindowSelection selection, int decoys, RandomGenerator random) {
        this(new PreparedKeys(scheme, keys), selection, random);
        for (int i = 0; i < decoys; i++) {
            this.decoys.add(new Tally(Statistic.parts(scheme, scheme.drawKey(random), true)));
        }
    }

    /** Scores one more text. */
    public void add(Reply reply) {
        Windows windows = selection.select(reply);
        tallies.forEach(tally -> tally.add(windows));
        decoys.forEach(tally -> tally.add(windows));
    }

    /** What was chosen and left out so far. */
    public WindowSelection selection() {
        return selection;
    }

    /** What the tests come to so far: one for each key and statistic. */
    public List<KeyFinding> findings() {
        List<KeyFinding> findings = new ArrayList<>();
        for (int i = 0; i < tallies.size(); i++) {
            for (Statistic statistic : Statistic.of(keys.scheme())) {
                findings.add(finding(keys.named().get(i), tallies.get(i), statistic));
            }
        }
        return findings;
    }

    private KeyFinding finding(Named named, Tally tally, Statistic statistic) {
        long scored = selection.scored();
        double sum = statistic.sum(tally.sums);
        ScoreLaw law = statistic.law(tally.parts);
        TailProbability computed = ExactTest.atLeast(law, scored, sum);
        Optional<DecoyCheck> check = Optional.empty();
        if (!decoys.isEmpty()) {
            double[] decoySums = decoys.stream()
                    .mapToDouble(decoy -> statistic.sum(decoy.sums))
                    .toArray();
            check = Optional.of(DecoyCheck.of(law, scored, sum, decoySums, computed, random));
        }
        return new KeyFinding(
                named.label(),
                keys.scheme().name(),
                statistic.name(),
                scored,
                sum,
                law,
                computed,
                check,
                keys.scheme().isPublicDemo(named.key()));
    }

    private static final class Tally {
        private final List<KeyedScores> parts;
        private final double[] sums;

        private Tally(List<KeyedScores> parts) {
            this.parts = parts;
            this.sums = new double[parts.size()];
        }

        private void add(Windows windows) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += windows.sum(parts.get(i));
            }
        }
    }
}
