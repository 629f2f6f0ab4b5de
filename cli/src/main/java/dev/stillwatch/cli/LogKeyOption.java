// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.VerifierKey;
import picocli.CommandLine.Option;

/** {@code --log-key}, which every command that reads an evidence log takes: without it the log proves nothing. */
final class LogKeyOption {
    @Option(
            names = "--log-key",
            paramLabel = "KEY",
            required = true,
            description = "The log's verifier key, or a file that holds it. Get it from elsewhere than the log.")
    private String text = "";

    /** The key, read from its file where it is one. */
    VerifierKey key() {
        return KeyFile.verifier(text);
    }
}
