// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.report.ReportFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the logs that arguments name, leaving out what scans have written: a report is no traffic.
 *
 * <p>Left out are all files in the output folder (unless an argument names that folder or something in it, as when the
 * report is to lie beside the logs) and the files of any report.
 */
final class LogSelection {
    private static final Set<String> WRITTEN =
            Set.of(ReportFolder.CAMPAIGNS, ReportFolder.EVIDENCE, ReportFolder.CALIBRATION);

    private final Path output;

    /** Selects for a scan that writes to {@code output}. */
    LogSelection(Path output) {
        this.output = real(output);
    }

    /**
     * The inputs in order.
     *
     * @param but inputs to leave out, such as a baseline that lies in the folder scanned
     * @throws StillwatchException when an argument names nothing, or nothing that is left
     */
    List<LogInput> of(List<String> arguments, InputStream standardInput, List<LogInput> but) {
        Set<Object> leftOut = but.stream().map(LogSelection::identity).collect(Collectors.toSet());
        boolean outputNamed = arguments.stream()
                .map(LogSelection::existing)
                .flatMap(Optional::stream)
                .anyMatch(path -> path.startsWith(output));
        List<LogInput> logs = LogInputs.resolve(arguments, standardInput).stream()
                .filter(input -> !leftOut.contains(identity(input)))
                .filter(input -> existing(input.name())
                        .map(file -> isLog(file, outputNamed))
                        .orElse(true))
                .toList();
        if (logs.isEmpty()) {
            throw new StillwatchException(String.join(", ", arguments)
                    + ": no logs there but reports of earlier scans, or the baseline itself");
        }
        return logs;
    }

    private static Object identity(LogInput input) {
        Optional<Path> file = existing(input.name());
        return file.isPresent() ? file.get() : input.name();
    }

    private boolean isLog(Path file, boolean outputNamed) {
        Path folder = file.getParent();
        Path name = file.getFileName();
        if (folder == null || name == null) {
            return true;
        }
        if (!outputNamed && file.startsWith(output)) {
            return false;
        }
        return !(WRITTEN.contains(name.toString())
                && WRITTEN.stream().allMatch(each -> Files.exists(folder.resolve(each))));
    }

    private static Optional<Path> existing(String argument) {
        try {
            Path path = Path.of(argument);
            return Files.exists(path) ? Optional.of(real(path)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Links resolved, also those above a folder that is yet to be made. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
