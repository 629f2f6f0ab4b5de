// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.scan.ScanSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges folders of labelled traffic: the log, with the baseline log beside it where there is one.
 *
 * @param settings how logs are read; from start to end
 */
record FolderDetection(ScanSettings settings, DetectorSettings detector, WindowChoice windows, Progress progress) {

    /** Judges the whole log. */
    Assessment assess(Path folder) {
        return assess(folder, Optional.empty());
    }

    /** Judges what was asked before a point in time. */
    Assessment assessBefore(Path folder, Instant end) {
        return assess(folder, Optional.of(end));
    }

    private Assessment assess(Path folder, Optional<Instant> end) {
        List<LogInput> baseline = find(folder, "baseline").stream().toList();
        ScanSettings until =
                new ScanSettings(settings.ingest(), settings.threads(), settings.strict(), Optional.empty(), end);
        return LogReading.of(List.of(log(folder)), baseline, until, progress).assess(detector, windows, progress);
    }

    /**
     * The log of a folder.
     *
     * @throws StillwatchException when it has none
     */
    static LogInput log(Path folder) {
        return find(folder, "traffic")
                .orElseThrow(() -> new StillwatchException(folder
                        + ": no traffic.jsonl there (also .gz, .zst); name a folder that 'range traffic' wrote"));
    }

    private static Optional<LogInput> find(Path folder, String name) {
        for (Compression compression : Compression.values()) {
            Path file = folder.resolve(name + compression.suffix());
            if (Files.isRegularFile(file)) {
                return LogInputs.resolve(List.of(file.toString()), InputStream.nullInputStream()).stream()
                        .findFirst();
            }
        }
        return Optional.empty();
    }
}
