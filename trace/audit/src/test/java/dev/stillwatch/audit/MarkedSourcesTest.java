// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.corpus.Place;
import dev.stillwatch.marks.Background;
import dev.stillwatch.marks.MarkTrial;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkedSourcesTest {
    private static CorpusRecord row(long number, String... answers) {
        return new CorpusRecord(
                new Place("a.jsonl", number),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(answers),
                false,
                List.of());
    }

    private static CorpusRecord words(long number, int count) {
        SplittableRandom random = new SplittableRandom(number);
        return row(
                number,
                IntStream.range(0, count)
                        .mapToObj(_ -> "w" + random.nextInt(5000))
                        .collect(Collectors.joining(" ")));
    }

    private static Map<String, Long> sums(PooledWitness witness, List<CorpusRecord> rows) {
        Counts counts = new Counts();
        rows.forEach(row -> witness.counts(row).forEach(counts::add));
        return counts.all();
    }

    private static PooledEvidence.MarkOfKey only(PooledWitness witness, List<CorpusRecord> rows) {
        return ((PooledEvidence.Marks) witness.summed(sums(witness, rows)))
                .keys()
                .getFirst();
    }

    @Test
    void unmarkedRows_scoreHighAsOftenAsChanceSays() {
        List<CorpusRecord> rows =
                IntStream.rangeClosed(1, 5000).mapToObj(i -> words(i, 60)).toList();

        PooledEvidence.MarkOfKey key = only(new MarkedSources(DataSets.screen(7)), rows);

        assertThat(key.rows()).isEqualTo(5000);
        assertThat(key.high()).isBetween(20L, 85L);
        assertThat(key.shown()).isFalse();
    }

    @Test
    void anyOrderAndAnyParts_comeToTheSameSums() {
        List<CorpusRecord> rows = new ArrayList<>(
                IntStream.rangeClosed(1, 3000).mapToObj(i -> words(i, 60)).toList());
        MarkedSources witness = new MarkedSources(DataSets.screen(7));
        Map<String, Long> inOrder = sums(witness, rows);
        Collections.shuffle(rows, new Random(5));
        Counts goesOn = new Counts(sums(witness, rows.subList(0, 1000)));
        rows.subList(1000, 3000).forEach(row -> witness.counts(row).forEach(goesOn::add));

        assertThat(goesOn.all()).isEqualTo(inOrder).hasSizeBetween(10, 72);
    }

    @Test
    void shortRows_areNotCounted() {
        MarkedSources witness = new MarkedSources(DataSets.screen(7));

        assertThat(witness.counts(words(1, 19))).isEmpty();
        assertThat(witness.counts(words(2, 25))).isNotEmpty();
        assertThat(only(witness, List.of()).shown()).isFalse();
    }

    @Test
    void repetitionWithinARow_countsOnce() {
        String phrase = words(3, 30).responses().getFirst();
        MarkScreen screen = DataSets.screen(7);

        RowMarks once = screen.of(row(1, phrase));
        RowMarks often = screen.of(row(2, (phrase + " ").repeat(100).strip()));
        RowMarks twice = screen.of(row(3, phrase, phrase));

        // The windows across the seam are new, the others are not.
        assertThat(often.windows().getFirst()).isBetween(30L, 35L);
        assertThat(twice.windows()).isEqualTo(once.windows());
        assertThat(twice.chances()).isEqualTo(once.chances());
    }

    @Test
    void hugeRow_isReadUpToItsMillionthCharacter() {
        long[] encoded = new long[1];
        Scheme scheme = Schemes.byName("gumbel-vllm", Map.of());
        MarkScreen screen = new MarkScreen(
                Map.of(scheme, List.of(new MarkTrial.Named("k", scheme.parseKey("42")))),
                new MarkScreen.Reading(
                        text -> {
                            encoded[0] += text.length();
                            assertThat(text.length()).isLessThanOrEqualTo(1 << 16);
                            assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1)))
                                    .isFalse();
                            return text.chars().toArray();
                        },
                        Background.EMPTY,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        ""));

        RowMarks marks = screen.of(row(1, "a" + "😀".repeat(2_000_000), "more"));

        assertThat(encoded[0]).isBetween((1L << 20) - 1, 1L << 20);
        assertThat(marks.windows().getFirst()).isLessThan(50);
    }

    @Test
    void schemeWhoseChanceDoesNotHold_isRefused() {
        Scheme scheme = Schemes.byName("kgw-selfhash", Map.of("vocabulary", "500"));

        assertThat(MarkScreen.canScreen(scheme)).isFalse();
        assertThatThrownBy(() -> new MarkScreen(
                        Map.of(scheme, List.of()),
                        new MarkScreen.Reading(
                                _ -> new int[0], Background.EMPTY, OptionalInt.empty(), OptionalInt.empty(), "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kgw-selfhash");
    }

    @Test
    void unigram_isNotPooled() {
        Scheme scheme = Schemes.byName("unigram", Map.of("vocabulary", "500"));
        MarkScreen screen = new MarkScreen(
                Map.of(scheme, List.of(new MarkTrial.Named("k", scheme.parseKey("42")))),
                new MarkScreen.Reading(
                        text -> text.chars().toArray(),
                        Background.EMPTY,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        ""));
        MarkedSources witness = new MarkedSources(screen);

        assertThat(witness.counts(words(1, 300))).isEmpty();
        assertThat(((PooledEvidence.Marks) witness.summed(Map.of())).keys()).isEmpty();
    }
}
