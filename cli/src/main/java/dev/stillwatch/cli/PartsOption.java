// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.Parts;
import dev.stillwatch.detect.Probability;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Into how many parts accounts are dealt to be judged, for commands that judge. */
final class PartsOption {
    @Option(
            names = "--parts",
            paramLabel = "N",
            description = "Deal accounts into so many parts, judge each by itself, and then together what stands out in"
                    + " them: what the job on Flink does with more accounts than one machine can hold. Without"
                    + " --baseline and --windows (default: ${DEFAULT-VALUE}).")
    private int parts = 1;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /**
     * What the judge is told.
     *
     * @param falsePositiveRate above 0 and below 1
     */
    DetectorSettings settings(double falsePositiveRate, WindowChoice windows) {
        if (parts < 1 || parts > Parts.MOST) {
            throw wrong("--parts is " + parts + ", must be 1 to " + Parts.MOST);
        }
        if (parts > 1 && !windows.equals(WindowChoice.WHOLE)) {
            throw wrong("--parts and --windows exclude each other: parts are judged as a whole");
        }
        return new DetectorSettings(new Probability(falsePositiveRate), Parts.of(parts));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}
