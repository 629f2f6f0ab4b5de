// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes and scores without weights: symbols are read with noise that a test adds. */
class ScoresTest {
    private static final MarkSettings SETTINGS = new MarkSettings(8_000, 10, 0.004, 1);
    private static final List<String> RECIPIENTS =
            IntStream.range(0, 400).mapToObj(i -> "recipient " + i).toList();

    private final TardosCode code = new TardosCode(Keys.key(1), SETTINGS);

    /** Noise of 1.56 is that of four-bit quantisation at 531 weights a symbol. */
    @ParameterizedTest
    @CsvSource({"1, 0.001", "1, 1.56", "2, 1.56", "5, 0.5", "10, 0.2", "20, 0.001"})
    void accused_ofMeanOfCopies_areMembersOnly(int members, double noise) {
        Scores scores = new Scores(code, mean(members, noise), RECIPIENTS.size(), 1e-9);

        List<Accused> accused = scores.accused(RECIPIENTS);

        assertThat(accused).extracting(Accused::recipient).hasSize(members).isSubsetOf(RECIPIENTS.subList(0, members));
        assertThat(accused).allSatisfy(each -> assertThat(each.log10Chance()).isLessThanOrEqualTo(-9));
    }

    @Test
    void accused_ofNoise_isNobody() {
        assertThat(new Scores(code, mean(0, 1), RECIPIENTS.size(), 1e-9).accused(RECIPIENTS))
                .isEmpty();
    }

    @Test
    void of_innocents_isAboutStandardNormal() {
        List<Map<Decoding, Double>> scores = new Scores(code, mean(3, 0.5), RECIPIENTS.size(), 1e-9)
                .of(RECIPIENTS)
                .subList(3, 400);

        for (Decoding decoding : Decoding.values()) {
            double squares = scores.stream()
                    .mapToDouble(score -> score.getOrDefault(decoding, 0.0))
                    .map(deviations -> deviations * deviations)
                    .average()
                    .orElseThrow();
            assertThat(squares).isBetween(0.8, 1.2);
        }
    }

    /** A symbol is read as the mean of the members' ones and minus ones, with noise added. */
    private SymbolSums mean(int members, double noise) {
        Random random = new Random(members);
        double[] read = new double[SETTINGS.symbols()];
        for (String member : RECIPIENTS.subList(0, members)) {
            boolean[] ones = code.of(member);
            for (int symbol = 0; symbol < read.length; symbol++) {
                read[symbol] += (ones[symbol] ? 1.0 : -1.0) / members;
            }
        }
        SymbolSums sums = new SymbolSums(read.length);
        for (int symbol = 0; symbol < read.length; symbol++) {
            sums.add(symbol, read[symbol] + noise * random.nextGaussian(), noise * noise, 1);
        }
        return sums;
    }
}
