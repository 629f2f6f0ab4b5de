// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StyleFeaturesTest {
    private static final String TEXT = "However, it's a truly GREAT place!\n\n- Bring 2 friends; don't wait.";

    private final StyleFeatures features = new StyleFeatures();

    @Test
    void read_ordinaryText_showsWhatItIsMadeOf() {
        features.read(TEXT);
        assertThat(grams(GramKind.CHARACTERS)).contains("owe", "REA", "↵Ho", "t.↵");
        assertThat(grams(GramKind.WORDS)).contains("however", "it's a", "great place", "don't wait", ". ↵");
        assertThat(grams(GramKind.CASED_WORD)).containsExactlyInAnyOrder("However", "GREAT", "Bring");
        assertThat(grams(GramKind.TEMPLATE)).contains("However , it's", "; don't word");
        assertThat(grams(GramKind.RHYTHM)).contains(", 4-7 words !");
        assertThat(features.words()).isEqualTo(11);
    }

    @Test
    void read_exportDifferences_giveTheSameFeatures() {
        StyleVector plain = vector(TEXT);
        assertThat(vector("  \n"
                        + TEXT.replace("'", "\u2019").replace(" ", "  ").replace("\n\n", " \r\n \r\n\r\n") + "\t\n"))
                .isEqualTo(plain);
        assertThat(vector(TEXT.toUpperCase(Locale.ROOT))).isNotEqualTo(plain);
    }

    @Test
    void read_twice_isIndependentOfWhatWasReadBefore() {
        StyleVector fresh = vector(TEXT);
        features.read("Something else entirely. ".repeat(500));
        features.read("");
        features.read(TEXT);
        assertThat(features.vector()).isEqualTo(fresh);
    }

    @Test
    void read_emptyOrBlankText_hasNoWords() {
        for (String text : new String[] {"", " ", "\n\n \t", "\u00a0"}) {
            features.read(text);
            assertThat(features.words()).isZero();
            assertThat(features.size()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void read_hugeText_stopsAtTheLimit() {
        String limit = "abc de, ".repeat(StyleFeatures.MAX_CHARACTERS / 8);
        features.read(limit + "ZZZZZ unseen words beyond the limit");
        assertThat(features.vector()).isEqualTo(vector(limit));
        assertThat(features.size()).isLessThan(200);
    }

    @Test
    void read_anyCharacters_staysInRange() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int length = random.nextInt(400);
            int spread = random.nextBoolean() ? 200 : 65_536;
            char[] noise = new char[length];
            for (int i = 0; i < length; i++) {
                noise[i] = (char) random.nextInt(spread);
            }
            features.read(new String(noise));
            for (int i = 0; i < features.size(); i++) {
                assertThat(features.id(i)).isBetween(0, StyleFeatures.DIMENSIONS - 1);
                assertThat(features.count(i)).isPositive();
                assertThat(features.gram(i)).isNotEmpty();
            }
        }
    }

    @Test
    void read_everyCharacterAToken_fitsTheBuffers() {
        StringBuilder dense = new StringBuilder();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            dense.append((char) (random.nextBoolean() ? 0x4e00 + random.nextInt(20_000) : 33 + random.nextInt(15)));
        }
        features.read(dense);
        assertThat(features.size()).isGreaterThan(40_000);
    }

    @Test
    void read_repeatedText_countsAreCut() {
        features.read("go go ".repeat(1_000));
        int most = 0;
        for (int i = 0; i < features.size(); i++) {
            most = Math.max(most, features.count(i));
        }
        assertThat(most).isEqualTo(127);
    }

    @Test
    void gram_longWords_areCutAndNeverMoreThanTwo() {
        features.read("x".repeat(300) + " " + "y".repeat(300) + " z w v");
        for (int i = 0; i < features.size(); i++) {
            String gram = features.gram(i);
            switch (features.kind(i)) {
                case CHARACTERS -> assertThat(gram).hasSize(3);
                case WORDS, CASED_WORD -> {
                    assertThat(gram.split(" ")).hasSizeLessThanOrEqualTo(2);
                    assertThat(gram).hasSizeLessThanOrEqualTo(41);
                }
                case TEMPLATE, RHYTHM -> assertThat(gram).doesNotContain("xx", "yy");
            }
        }
    }

    @Test
    void vector_anyText_hasUnitLengthAndAscendingIds() {
        StyleVector vector = vector(TEXT);
        double squares = 0;
        for (int i = 0; i < vector.size(); i++) {
            squares += vector.weight(i) * vector.weight(i);
            assertThat(i == 0 || vector.id(i - 1) < vector.id(i)).isTrue();
        }
        assertThat(squares).isCloseTo(1, offset(1e-5));
        assertThat(vector.dot(vector)).isCloseTo(1, offset(1e-5));
    }

    @Test
    void dot_likeTexts_isLargerThanForUnlikeOnes() {
        StyleVector review = vector("The staff was friendly, and the food was great. I would come back again!");
        StyleVector other = vector("The staff was very friendly, and the soup was great. I would go back!");
        StyleVector code = vector("for (int i = 0; i < n; i++) { total += values[i]; }");
        assertThat(review.dot(other)).isGreaterThan(3 * review.dot(code)).isCloseTo(other.dot(review), offset(1e-6));
    }

    @Test
    void addTo_twoVectors_addsUp() {
        StyleVector vector = vector(TEXT);
        double[] sum = new double[StyleFeatures.DIMENSIONS];
        vector.addTo(sum, 2);
        vector.addTo(sum, -0.5);
        assertThat(sum[vector.id(3)]).isCloseTo(1.5 * vector.weight(3), offset(1e-6));
    }

    private StyleVector vector(String text) {
        StyleFeatures fresh = new StyleFeatures();
        fresh.read(text);
        return fresh.vector();
    }

    private Set<String> grams(GramKind kind) {
        Set<String> grams = new TreeSet<>();
        for (int i = 0; i < features.size(); i++) {
            if (features.kind(i) == kind) {
                grams.add(features.gram(i));
            }
        }
        return grams;
    }
}
