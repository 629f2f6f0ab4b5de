// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.Handling;
import dev.stillwatch.intel.SharingPolicy;
import dev.stillwatch.intel.TrafficLight;
import java.time.Duration;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What may leave, and what recipients may do with it. */
final class IntelPolicyOptions {
    @Option(
            names = "--least-accounts",
            paramLabel = "K",
            description = "What fewer accounts are behind stays; 5 or more (default: ${DEFAULT-VALUE}).")
    private int leastAccounts = SharingPolicy.DEFAULTS.leastAccounts();

    @Option(
            names = "--least-confidence",
            paramLabel = "PERCENT",
            description = "Campaigns below stay; 0 to 100 (default: ${DEFAULT-VALUE}).")
    private int leastConfidence = SharingPolicy.DEFAULTS.leastConfidence();

    @Option(
            names = "--tokens",
            description =
                    "Let accounts leave as tokens under the consortium's key: its members can try names against them.")
    private boolean tokens;

    @Option(
            names = "--valid",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "How long after the last sighting others may rely on it, such as 30d (default), 366d at most.")
    private Duration valid = SharingPolicy.DEFAULTS.valid();

    @Option(
            names = "--tlp",
            paramLabel = "LIGHT",
            converter = Lights.class,
            description =
                    "Who may be told, by TLP 2.0: clear, green, amber, amber+strict (default), red. Red is never offered"
                            + " to collections.")
    private TrafficLight light = SharingPolicy.DEFAULTS.light();

    @Option(
            names = "--handling",
            paramLabel = "WHAT",
            description =
                    "What recipients may do: investigate (default), or corroborate: count it as one hint among evidence"
                            + " of their own.")
    private Handling handling = SharingPolicy.DEFAULTS.handling();

    SharingPolicy policy() {
        try {
            return new SharingPolicy(leastAccounts, leastConfidence, false, tokens, valid, light, handling);
        } catch (IllegalArgumentException e) {
            throw new StillwatchException(
                    "--least-accounts takes " + SharingPolicy.SMALLEST_K
                            + " or more, --least-confidence 0 to 100, --valid 366d at most; change what is beyond",
                    e);
        }
    }

    /** Reads a light by its label. */
    static final class Lights implements ITypeConverter<TrafficLight> {
        @Override
        public TrafficLight convert(String text) {
            return Arrays.stream(TrafficLight.values())
                    .filter(light -> light.label().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no light; write clear, green, amber, amber+strict or red"));
        }
    }
}
