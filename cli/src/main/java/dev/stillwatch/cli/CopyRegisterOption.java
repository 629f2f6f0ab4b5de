// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.recipients.CopyRegister;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** Where the list of marked copies lies. */
final class CopyRegisterOption {
    @Option(
            names = "--register",
            paramLabel = "FILE",
            description = "Who received which copy (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("stillwatch-state/weights.register");

    CopyRegister open() {
        return CopyRegister.at(file, InstantSource.system());
    }

    Path file() {
        return file;
    }
}
