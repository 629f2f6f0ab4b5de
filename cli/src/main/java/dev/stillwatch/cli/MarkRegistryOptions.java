// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.registry.MarkRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** Where the registry of marks lies. */
final class MarkRegistryOptions {
    @Option(
            names = "--registry",
            paramLabel = "FILE",
            description = "The registry of marks (default: stillwatch-state/marks.registry).")
    private Path registry = Path.of("stillwatch-state/marks.registry");

    @Option(
            names = "--registry-key",
            paramLabel = "FILE|env:NAME",
            description = "The key that seals it; keep it apart (default: stillwatch-state/marks-key.json).")
    private String key = "stillwatch-state/marks-key.json";

    /** The registry. */
    MarkRegistry open() {
        return MarkRegistry.at(registry, KeysetPlace.at("registry key", key, System::getenv), InstantSource.system());
    }

    Path file() {
        return registry;
    }
}
