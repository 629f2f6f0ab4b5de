// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.TrustedKeys;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose approval counts. */
final class ApproversOption {
    @Option(
            names = "--approvers",
            paramLabel = "FILE",
            required = true,
            description =
                    "Public keys of those who may approve, each under a person's name: YAML as for trusted keys of"
                            + " packs, or NAME.pub; several times for several.")
    private List<Path> files = List.of();

    TrustedKeys keys() {
        return TrustedKeys.read(files);
    }
}
