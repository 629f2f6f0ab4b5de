// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine.Option;

/** The key of sampled exchanges, for commands that open them. */
final class KeyOptions {
    @Option(
            names = "--evidence-key",
            paramLabel = "FILE|env:NAME",
            description =
                    "The key that sampled exchanges were sealed with (default: stillwatch-state/evidence-key.json).")
    private String key = "stillwatch-state/evidence-key.json";

    String key() {
        return key;
    }
}
