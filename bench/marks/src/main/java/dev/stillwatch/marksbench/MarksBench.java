// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of marks and writes them as a table: the median over iterations, and its ratio to the direct form
 * of the same run.
 */
public final class MarksBench {
    private static final String DIRECT = "synthIdHfDirect";

    private MarksBench() {}

    /** Takes forks, warm-up iterations, measured iterations and milliseconds of each; 3, 5, 5 and 1000 if not given. */
    public static void main(String[] args) throws RunnerException {
        int forks = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int warmUps = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int measured = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        int milliseconds = args.length > 3 ? Integer.parseInt(args[3]) : 1000;
        System.out.println(table(run(forks, warmUps, measured, milliseconds, ".*", VerboseMode.NORMAL)));
    }

    static Collection<RunResult> run(
            int forks, int warmUps, int measured, int milliseconds, String which, VerboseMode verbosity)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(MarksBenchmark.class.getName() + "\\." + which)
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .verbosity(verbosity)
                .forks(forks)
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.milliseconds(milliseconds))
                .measurementIterations(measured)
                .measurementTime(TimeValue.milliseconds(milliseconds));
        return new Runner(options.build()).run();
    }

    static String table(Collection<RunResult> results) {
        List<RunResult> sorted = results.stream()
                .sorted(Comparator.comparingDouble(MarksBench::median).reversed())
                .toList();
        double direct = sorted.stream()
                .filter(result -> name(result).equals(DIRECT))
                .mapToDouble(MarksBench::median)
                .findAny()
                .orElse(Double.NaN);
        StringBuilder table =
                new StringBuilder("| benchmark | tokens a processor second | least | most | by the direct form |\n");
        table.append("|---|---|---|---|---|\n");
        for (RunResult result : sorted) {
            double[] speeds = speeds(result);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3g M | %.3g M | %.3g M | %.3g |%n",
                    name(result),
                    median(result) / 1e6,
                    speeds[0] / 1e6,
                    speeds[speeds.length - 1] / 1e6,
                    median(result) / direct));
        }
        return table.toString();
    }

    private static double median(RunResult result) {
        double[] speeds = speeds(result);
        return (speeds[(speeds.length - 1) / 2] + speeds[speeds.length / 2]) / 2;
    }

    /** Of all iterations of all forks, rising. */
    private static double[] speeds(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore() / share(iteration))
                .sorted()
                .toArray();
    }

    private static double share(IterationResult iteration) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get("share"))
                .getScore();
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }
}
