// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.scan.LogScanner;
import dev.stillwatch.scan.ScanSettings;
import dev.stillwatch.scan.ScannedTraffic;
import dev.stillwatch.scan.WorkerThreads;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What logs held, ready to be judged.
 *
 * @param traffic what is to be judged
 * @param baseline what is taken as benign; nothing where no baseline was given
 * @param threads how many threads judge
 */
record LogReading(ScannedTraffic traffic, ScannedTraffic baseline, int threads) {

    /**
     * Reads the baseline, then the logs.
     *
     * @param settings the times in them hold for the logs, not for the baseline
     */
    static LogReading of(List<LogInput> logs, List<LogInput> baselineLogs, ScanSettings settings, Progress progress) {
        ScannedTraffic baseline = ScannedTraffic.nothing();
        if (!baselineLogs.isEmpty()) {
            ScanSettings anyTime = new ScanSettings(
                    settings.ingest(), settings.threads(), settings.strict(), Optional.empty(), Optional.empty());
            baseline = new LogScanner(anyTime).scan(baselineLogs, progress.reading("reading the baseline"));
        }
        return new LogReading(
                new LogScanner(settings).scan(logs, progress.reading("reading")), baseline, settings.threads());
    }

    /** Judges the traffic as a whole and in the shorter windows chosen. */
    Assessment assess(DetectorSettings settings, WindowChoice windows, Progress progress) {
        return assess(settings, windows, ConfirmedBenign.NONE, progress);
    }

    /** Judges it knowing whom people found benign. */
    Assessment assess(DetectorSettings settings, WindowChoice windows, ConfirmedBenign confirmed, Progress progress) {
        if (settings.parts().count() > 1 && baseline.summary().accounts() > 0) {
            throw new StillwatchException(
                    "there is a baseline, beside which accounts are judged all together only; leave out --parts");
        }
        progress.step(String.format(
                Locale.ROOT,
                "judging %,d accounts with %,d exchanges",
                traffic.summary().accounts(),
                traffic.summary().exchanges()));
        try (WorkerThreads workers = new WorkerThreads(threads)) {
            return new Detector(settings)
                    .assess(traffic.summary(), baseline.summary(), windows.of(traffic.summary()), workers, confirmed);
        }
    }
}
