// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.recipients.RegisteredCopy;
import dev.stillwatch.weights.MarkSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How copies are marked; what is not given follows from the copies before, or from the model's size. */
final class MarkSettingsOptions {
    @Option(
            names = "--symbols",
            paramLabel = "N",
            description = "Length of the code, 64 to 16777216 (default: by the model's size).")
    private @Nullable Integer symbols;

    @Option(
            names = "--coalition",
            paramLabel = "N",
            description =
                    "How many recipients who mix their copies the code is made for, 1 to 1000 (default: 10; 20 for"
                            + " large models).")
    private @Nullable Integer coalition;

    @Option(
            names = "--amplitude",
            paramLabel = "A",
            description = "How far weights are moved, as a share of their root mean square, up to 0.1 (default: 0.0035,"
                    + " less than half of what quantising to int8 does).")
    private @Nullable Double amplitude;

    @Option(
            names = "--spacing",
            paramLabel = "N",
            description = "One run of 32 weights in N carries, 1 to 1024 (default: 1, 4 or 8 by the model's size).")
    private @Nullable Integer spacing;

    /**
     * The settings for one more copy.
     *
     * @param before copies of the same original under the same key
     * @param markable weights that could carry
     * @throws StillwatchException if they differ from those before: who mixes copies is told apart only by one code
     */
    MarkSettings choose(List<RegisteredCopy> before, long markable) {
        MarkSettings usual = before.isEmpty()
                ? MarkSettings.forWeights(markable)
                : before.getLast().settings();
        MarkSettings chosen;
        try {
            chosen = new MarkSettings(
                    symbols == null ? usual.symbols() : symbols,
                    coalition == null ? usual.coalition() : coalition,
                    amplitude == null ? usual.amplitude() : amplitude,
                    spacing == null ? usual.spacing() : spacing);
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("the mark's settings do not fit: " + e.getMessage(), e);
        }
        if (!before.isEmpty() && !chosen.equals(usual)) {
            throw new StillwatchException("copies of this model are marked with " + WeightsInspectCommand.shown(usual)
                    + "; one code for all tells recipients apart who mix their copies, so leave --symbols, --coalition,"
                    + " --amplitude and --spacing away, or begin with a new --key and --register");
        }
        return chosen;
    }
}
