// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockTest {
    private static final long HOUR = 3_600_000L;

    @TempDir
    private Path folder;

    @Test
    void gamma_anyShape_hasItsMeanAndVariance() {
        for (double shape : List.of(0.4, 1.0, 3.0)) {
            SplittableRandom random = new SplittableRandom(1);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 50_000; i++) {
                double x = MachineClock.gamma(random, shape);
                sum += x;
                squares += x * x;
            }
            double mean = sum / 50_000;
            assertThat(mean).isCloseTo(shape, within(0.05 * shape));
            assertThat(squares / 50_000 - mean * mean).isCloseTo(shape, within(0.1 * shape));
        }
    }

    @Test
    void machine_quarterOn_meetsAQuarterOfItsRate() {
        int arrivals = 0;
        for (int i = 0; i < 40; i++) {
            arrivals += all(new MachineClock(10, 1.3, 6, 18, 0, 700 * HOUR), i).size();
        }

        assertThat(arrivals / (40 * 700.0)).isCloseTo(2.5, within(0.3));
    }

    @Test
    void human_weekendAtWork_isQuiet() {
        List<Long> times = all(new HumanClock(2, 4, 0, true, 0, 24 * 7 * 20 * HOUR), 1);
        long weekend = times.stream()
                .filter(time -> Math.floorMod(time / (24 * HOUR) + 3, 7L) >= 5)
                .count();

        assertThat((double) weekend / times.size()).isLessThan(0.12);
    }

    @Test
    void scheduled_times_comeInOrderThenNever() {
        ScheduledClock clock = new ScheduledClock(30, 10, 20);

        assertThat(all(clock, 1)).containsExactly(10L, 20L, 30L);
        assertThat(clock.next(new SplittableRandom(1))).isEqualTo(Clock.NEVER);
    }

    @Test
    void trace_silentWindows_staySilent() throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int window = 0; window < 144; window++) {
            csv.append(window * 600).append(window % 2 == 0 ? ",0.5,1.1,x,0,0\n" : ",0,0,,0,0\n");
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("chunk-0-trace.csv.gz")))) {
            out.write(csv.toString().getBytes(StandardCharsets.UTF_8));
        }
        ServeGen.Trace trace = ServeGen.read(Optional.of(folder)).traces().getFirst();
        List<Long> times = all(new TraceClock(trace, 60, 0, 48 * HOUR, new SplittableRandom(3)), 1);

        assertThat(times.stream().map(time -> time / 600_000 % 2).distinct()).hasSize(1);
        assertThat(times.size() / 24.0).isCloseTo(60, within(8.0));
    }

    @Test
    void servegen_folderWithoutTraces_isRefused() {
        assertThatThrownBy(() -> ServeGen.read(Optional.of(folder)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("trace.csv.gz");
    }

    private static List<Long> all(Clock clock, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> times = new ArrayList<>();
        for (long time = clock.next(random); time != Clock.NEVER; time = clock.next(random)) {
            times.add(time);
        }
        assertThat(times).isSorted();
        return times;
    }
}
