// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void facts_anyHashes_areFoundWhateverTheirSpread() {
        SplittableRandom random = new SplittableRandom(4);
        for (int bits : new int[] {3, 20, 40, 64}) {
            TreeMap<Long, Long> expected = new TreeMap<>(Long::compareUnsigned);
            RunBuffer buffer = new RunBuffer(5000);
            while (!buffer.isFull()) {
                long hash = random.nextLong() >>> (64 - bits);
                long facts = RunFacts.of(random.nextInt(1, 9), random.nextInt(4));
                buffer.add(hash, facts);
                expected.merge(hash, facts, RunFacts::plus);
            }
            Path path = folder.resolve("served-" + bits);
            long size = RunFile.write(path, buffer::drain);
            assertThat(size).isEqualTo(expected.size());
            try (RunFile file = RunFile.open(path, size)) {
                RunLookup lookup = new RunLookup(file);
                expected.forEach((hash, facts) -> assertThat(lookup.facts(hash)).isEqualTo(facts));
                for (int i = 0; i < 5000; i++) {
                    long hash = random.nextLong() >>> (64 - bits);
                    assertThat(lookup.facts(hash)).isEqualTo(expected.getOrDefault(hash, RunFile.ABSENT));
                }
            }
        }
    }

    @Test
    void merge_overlappingFiles_addsUpWhatIsEqual() {
        List<RunFile> files = new ArrayList<>();
        for (int f = 0; f < 5; f++) {
            RunBuffer buffer = new RunBuffer(10);
            for (long hash = f; hash < 10; hash++) {
                buffer.add(hash == 9 ? -1 : hash, RunFacts.of(f + 1, 1));
            }
            Path path = folder.resolve("served-" + f);
            files.add(RunFile.open(path, RunFile.write(path, buffer::drain)));
        }
        List<Long> hashes = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        RunFile.merge(files, (hash, facts) -> {
            hashes.add(hash);
            counts.add(RunFacts.answers(facts));
            assertThat(RunFacts.first(facts)).isEqualTo(1);
        });
        files.forEach(RunFile::close);
        assertThat(hashes).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, -1L);
        assertThat(counts).containsExactly(1, 2, 3, 4, 5, 5, 5, 5, 5, 5);
    }

    @Test
    void plus_anyOrder_givesTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 1000; i++) {
            long a = RunFacts.of(random.nextInt(4), random.nextInt(3));
            long b = RunFacts.of(random.nextInt(4), random.nextInt(3));
            long c = RunFacts.of(random.nextInt(4), random.nextInt(3));
            assertThat(RunFacts.plus(a, b)).isEqualTo(RunFacts.plus(b, a));
            assertThat(RunFacts.plus(RunFacts.plus(a, b), c)).isEqualTo(RunFacts.plus(a, RunFacts.plus(b, c)));
        }
    }

    @Test
    void day_timesOutOfRange_areUnknown() {
        assertThat(RunFacts.day(Optional.of(Instant.parse("1999-12-31T23:00:00Z"))))
                .isZero();
        assertThat(RunFacts.day(Optional.of(Instant.parse("2000-01-01T00:00:00Z"))))
                .isEqualTo(1);
        assertThat(RunFacts.day(Optional.of(Instant.MAX))).isZero();
        assertThat(RunFacts.day(Optional.of(Instant.MIN))).isZero();
        assertThat(RunFacts.day(Optional.empty())).isZero();
    }

    @Test
    void plus_manyAnswers_stopsAtTheMost() {
        long facts = RunFacts.of(1, 1);
        for (int i = 0; i < 70_000; i++) {
            facts = RunFacts.plus(facts, RunFacts.of(1, 1));
        }
        assertThat(RunFacts.answers(facts)).isEqualTo(RunFacts.MOST_ANSWERS);
    }
}
