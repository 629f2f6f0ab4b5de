// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.marks.MarkTrial;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.registry.MarkRegistry;
import dev.stillwatch.registry.RegisteredMark;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    private String otherwise = "give --scheme and --key";

    MarkRegistryOptions() {}

    /** Those of a command that names the registry in its own way, and takes keys from nowhere else. */
    MarkRegistryOptions(Path registry, String key) {
        this.registry = registry;
        this.key = key;
        this.otherwise = "name another by --registry";
    }

    /** Keys by their schemes, in the order of the marks. */
    static Map<Scheme, List<MarkTrial.Named>> byScheme(List<RegisteredMark> marks) {
        Map<Scheme, List<MarkTrial.Named>> keys = new LinkedHashMap<>();
        for (RegisteredMark mark : marks) {
            keys.computeIfAbsent(mark.use().scheme(), _ -> new ArrayList<>())
                    .add(new MarkTrial.Named(mark.label(), mark.key()));
        }
        return keys;
    }

    /** The registry. */
    MarkRegistry open() {
        return MarkRegistry.at(registry, KeysetPlace.at("registry key", key, System::getenv), InstantSource.system());
    }

    /**
     * The registered marks that may be in texts that were read with a tokenizer; at least one.
     *
     * @param scheme only those of this scheme, if one is named
     * @param reading what the texts are read with; without it, as for token ids, all marks fit
     * @param notes receives how many were left out for their tokenizer
     * @throws StillwatchException if none is left
     */
    List<RegisteredMark> fitting(@Nullable String scheme, Optional<ModelTokenizer> reading, List<String> notes) {
        List<RegisteredMark> wanted = open().marks().stream()
                .filter(mark ->
                        scheme == null || scheme.equals(mark.use().scheme().name()))
                .toList();
        List<RegisteredMark> fitting = wanted.stream()
                .filter(mark -> mark.use().tokenizer().isEmpty()
                        || reading.isEmpty()
                        || mark.use().tokenizer().equals(reading.get().sha256()))
                .toList();
        int others = wanted.size() - fitting.size();
        if (others > 0) {
            notes.add(others + " registered marks belong to another tokenizer and were not tried");
        }
        if (fitting.isEmpty()) {
            throw new StillwatchException("there is no mark to test for: the registry " + registry
                    + " has none that fits; register one by marks keys, or " + otherwise);
        }
        return fitting;
    }

    Path file() {
        return registry;
    }
}
