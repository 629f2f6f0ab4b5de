// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.lineage.ProfileFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of profiles. */
final class ProfilesOption {
    @Option(
            names = "--profiles",
            paramLabel = "DIR",
            description = "Folder of model profiles (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("profiles");

    ProfileFolder folder() {
        return new ProfileFolder(folder);
    }
}
