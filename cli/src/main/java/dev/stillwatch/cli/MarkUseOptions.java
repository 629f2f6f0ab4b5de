// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.registry.MarkUse;
import dev.stillwatch.tokenizers.ModelTokenizer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a registered mark is for. */
final class MarkUseOptions {
    @Mixin
    private MarkSchemeOptions scheme = new MarkSchemeOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "The model whose replies carry it (default: any).")
    private String model = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "The customer it is for (default: all).")
    private String tenant = "";

    @Option(names = "--cohort", paramLabel = "NAME", description = "The group of accounts it is for (default: all).")
    private String cohort = "";

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "The model's tokenizer.json; its digest is noted, so that texts are not tested with another.")
    private @Nullable Path tokenizer;

    MarkUse use() {
        Path file = tokenizer;
        String digest = "";
        if (file != null) {
            try (ModelTokenizer read = ModelTokenizer.read(file)) {
                digest = read.sha256();
            }
        }
        return new MarkUse(scheme.scheme(), model, digest, tenant, cohort);
    }
}
