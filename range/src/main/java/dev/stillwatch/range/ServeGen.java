// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Clocks of API applications: traces of the public ServeGen collection where a folder of them is given, otherwise
 * parameters fitted to it.
 *
 * @param traces empty to use the fitted parameters
 */
record ServeGen(List<Trace> traces) {
    private static final double BUSIEST_PER_HOUR = 120;
    private static final double MEDIAN_PER_HOUR = 2.5;

    /**
     * One client's fortnight in ten-minute windows.
     *
     * @param activity rate of each window relative to the busiest, 0 to 1
     * @param variation median coefficient of variation of inter-arrival times where it was measured
     */
    record Trace(List<Float> activity, double variation) {}

    /**
     * Reads every {@code *-trace.csv.gz} below a folder: columns time in seconds, rate, variation.
     *
     * @throws StillwatchException when there is none
     */
    static ServeGen read(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return new ServeGen(List.of());
        }
        List<Trace> traces = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.get())) {
            for (Path file : files.filter(f -> f.toString().endsWith("-trace.csv.gz"))
                    .sorted()
                    .toList()) {
                trace(file).ifPresent(traces::add);
            }
        } catch (IOException e) {
            throw new StillwatchException("cannot read traces below " + folder.get(), e);
        }
        if (traces.isEmpty()) {
            throw new StillwatchException("no *-trace.csv.gz with any activity below " + folder.get());
        }
        return new ServeGen(List.copyOf(traces));
    }

    private static Optional<Trace> trace(Path file) throws IOException {
        List<Double> rates = new ArrayList<>();
        List<Double> variations = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",");
                rates.add(Double.parseDouble(fields[1]));
                double variation = fields[2].isEmpty() ? 0 : Double.parseDouble(fields[2]);
                if (variation > 0 && Double.isFinite(variation)) {
                    variations.add(variation);
                }
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new StillwatchException(file + " is no ServeGen trace", e);
        }
        double peak = rates.stream().mapToDouble(r -> r).max().orElse(0);
        if (peak <= 0) {
            return Optional.empty();
        }
        double variation = variations.isEmpty()
                ? 1.3
                : variations.stream()
                        .sorted()
                        .skip(variations.size() / 2)
                        .findFirst()
                        .orElse(1.3);
        return Optional.of(
                new Trace(rates.stream().map(rate -> (float) (rate / peak)).toList(), Math.clamp(variation, 0.3, 8)));
    }

    /** An application's clock over the whole simulated time. */
    Clock clock(Roster roster, SplittableRandom random) {
        double rate = Math.min(BUSIEST_PER_HOUR, Seeds.lognormal(random, MEDIAN_PER_HOUR, 1.3));
        if (!traces.isEmpty()) {
            return new TraceClock(Slots.pick(traces, random), rate, roster.from, roster.until, random);
        }
        double variation = Math.clamp(Seeds.lognormal(random, 1.3, 0.4), 0.5, 6);
        double on = Seeds.lognormal(random, 6, 0.7);
        return new MachineClock(rate, variation, on, on * 3, roster.from, roster.until);
    }
}
