// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PhraseFinderTest {
    @Test
    void phrases_inAnyCaseAndSpacing_areFound() {
        PhraseFinder finder = new PhraseFinder(List.of("as an ai", "i'm claude", "ai"));

        assertThat(finder.in("Well, AS\n an \t AI!")).containsExactly("ai", "as an ai");
        assertThat(finder.in("I\u2019m Claude")).containsExactly("i'm claude");
        assertThat(finder.in("as a n ai")).containsExactly("ai");
        assertThat(finder.in("")).isEmpty();
    }

    @Test
    void randomTexts_giveWhatPlainSearchGives() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> phrases = List.of("ab", "abab", "bab", "aab", "b a", "abba");
        PhraseFinder finder = new PhraseFinder(phrases);
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < random.nextInt(30); c++) {
                text.append("ab AB".charAt(random.nextInt(5)));
            }
            String plain = text.toString().toLowerCase(java.util.Locale.ROOT).replaceAll(" +", " ");
            TreeSet<String> expected = new TreeSet<>();
            phrases.stream().filter(plain::contains).forEach(expected::add);
            assertThat(finder.in(text)).isEqualTo(expected);
        }
    }
}
