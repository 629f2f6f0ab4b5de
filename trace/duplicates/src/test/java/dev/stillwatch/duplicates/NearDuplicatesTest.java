// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    @Test
    void add_copiesAmongOthers_findsThemAndNothingElse() {
        TestTexts texts = new TestTexts(1);
        NearDuplicates search = new NearDuplicates(Sketcher.USUAL, 0.7);
        List<String> originals = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            originals.add(texts.text(150));
            assertThat(search.add(originals.getLast())).isEmpty();
        }
        int found = 0;
        for (int i = 0; i < 300; i++) {
            List<NearDuplicates.Match> matches = search.add(texts.edited(originals.get(i), 0.01));
            assertThat(matches).extracting(NearDuplicates.Match::text).allMatch(List.of(i)::contains);
            found += matches.size();
        }
        assertThat(found).isGreaterThan(290);
    }

    @Test
    void add_anyOrder_findsTheSamePairs() {
        TestTexts texts = new TestTexts(2);
        Set<String> different = new LinkedHashSet<>();
        for (int i = 0; i < 60; i++) {
            String text = texts.text(80);
            different.addAll(Set.of(text, texts.edited(text, 0.05) + " end"));
            different.add(texts.edited(text, 0.03) + " stop");
        }
        List<String> all = new ArrayList<>(different);
        Set<Set<String>> pairs = pairs(all);
        assertThat(pairs).hasSizeGreaterThan(60);
        List<String> reversed = new ArrayList<>(all);
        Collections.reverse(reversed);
        assertThat(pairs(reversed)).isEqualTo(pairs);
    }

    private static Set<Set<String>> pairs(List<String> texts) {
        NearDuplicates search = new NearDuplicates(Sketcher.USUAL, 0.6);
        Set<Set<String>> pairs = new HashSet<>();
        for (String text : texts) {
            for (NearDuplicates.Match match : search.add(text)) {
                pairs.add(Set.of(text, texts.get(match.text())));
            }
        }
        return pairs;
    }

    @Test
    void add_manyCopies_costsNoMoreThanOne() {
        NearDuplicates search = new NearDuplicates(Sketcher.USUAL, 0.8);
        String text = new TestTexts(3).text(40);
        for (int i = 0; i < 20_000; i++) {
            List<NearDuplicates.Match> matches = search.add(text);
            assertThat(matches).hasSize(i == 0 ? 0 : 1);
        }
        assertThat(search.size()).isEqualTo(20_000);
    }

    @Test
    void add_textsWithoutWords_matchNothing() {
        NearDuplicates search = new NearDuplicates(Sketcher.USUAL, 0.8);
        assertThat(search.add("")).isEmpty();
        assertThat(search.add("!!")).isEmpty();
    }

    @Test
    void newSearch_thresholdOutOfRange_isRefused() {
        assertThatThrownBy(() -> new NearDuplicates(Sketcher.USUAL, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NearDuplicates(Sketcher.USUAL, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bands_anyThreshold_loseOnePairInAHundredAtMost() {
        for (double threshold = 0.1; threshold <= 1; threshold += 0.1) {
            assertThat(Bands.finding(threshold, 128).chance(threshold)).isGreaterThanOrEqualTo(0.99);
        }
    }
}
