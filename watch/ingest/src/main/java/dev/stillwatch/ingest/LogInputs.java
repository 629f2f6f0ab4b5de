// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.StillwatchException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the inputs that command-line arguments name.
 *
 * <p>An argument is a file (with any name), a folder (searched through for {@code .jsonl}, {@code .ndjson},
 * {@code .json} and {@code .log}, each also with {@code .gz} or {@code .zst}, and {@code .parquet}), a glob in which
 * {@code **} crosses folders, or {@code -} for standard input. Within an argument, paths are sorted; a file that several
 * arguments name counts once, where it came first.
 */
public final class LogInputs {
    private static final InputFiles FILES = new InputFiles(
            Pattern.compile(".*(\\.(jsonl|ndjson|json|log)(\\.(gz|zst))?|\\.parquet)", Pattern.DOTALL),
            "logs; looked for .jsonl, .ndjson, .json and .log (also .gz, .zst) and .parquet");

    private LogInputs() {}

    /**
     * The inputs, none of which is opened yet.
     *
     * @throws StillwatchException naming the argument, when nothing is found for it or it cannot be searched
     */
    public static List<LogInput> resolve(List<String> arguments, InputStream standardInput) {
        Map<Object, LogInput> inputs = new LinkedHashMap<>();
        for (String argument : arguments) {
            if (argument.equals("-")) {
                inputs.putIfAbsent("-", new StreamInput("standard input", standardInput));
                continue;
            }
            for (Path file : FILES.of(argument)) {
                inputs.putIfAbsent(InputFiles.identity(file), new FileInput(file.toString(), file));
            }
        }
        return List.copyOf(inputs.values());
    }
}
