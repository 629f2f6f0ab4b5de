// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.weights.WeightKeys;
import picocli.CommandLine.Option;

/** The key of marks in weights. */
final class WeightKeyOption {
    @Option(
            names = "--key",
            paramLabel = "FILE|env:NAME",
            description = "The key of the marks, a Tink keyset; who has it can remove marks and make others'"
                    + " (default: ${DEFAULT-VALUE}).")
    private String key = "stillwatch-state/weights-key.json";

    /** The keys that are there. */
    WeightKeys keys() {
        return WeightKeys.at(key, System::getenv);
    }

    /** The keys that are there, or a fresh one in its file. */
    WeightKeys keysOrFresh() {
        return WeightKeys.atOrMade(key, System::getenv);
    }

    String shown() {
        return key;
    }
}
