// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A mark's algorithm and its public parameters. */
final class MarkSchemeOptions {
    private static final long MOST_BYTES = 1 << 25;

    @Option(
            names = "--scheme",
            paramLabel = "NAME",
            description = "synthid-hf, synthid-deepmind, kgw, kgw-selfhash, unigram, gumbel-vllm, gumbel-vllm-early,"
                    + " gumbel-vllm-hmac, gumbel-vllm-dual, gumbel-sglang or gumbel-sglang-dual.")
    private @Nullable String name;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the scheme, such as context-width=2 or vocabulary=152064; may be given"
                    + " several times. Others have the defaults of the public software.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    /** The scheme's name, if one was given. */
    @Nullable
    String name() {
        return name;
    }

    /** The scheme that was asked for. */
    Scheme scheme() {
        String wanted = name;
        if (wanted == null) {
            throw new StillwatchException("name a scheme by --scheme: one of " + String.join(", ", Schemes.names()));
        }
        return Schemes.byName(wanted, new TreeMap<>(parameters), MarkSchemeOptions::export);
    }

    private static byte[] export(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_BYTES) {
                throw new StillwatchException("the table " + file + " is too large; an export is a row of 0 and 1");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new StillwatchException("the table " + file + " cannot be read; check that you may", e);
        }
    }
}
