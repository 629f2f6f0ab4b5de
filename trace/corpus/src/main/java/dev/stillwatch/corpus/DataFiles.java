// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.InputFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the files of a data set.
 *
 * <p>An argument is a file (with any name), a folder (searched through for {@code .jsonl}, {@code .ndjson},
 * {@code .json}, {@code .csv} and {@code .tsv}, each also with {@code .gz} or {@code .zst}, and {@code .parquet}), or a
 * glob in which {@code **} crosses folders. A file that several arguments name counts once.
 */
public final class DataFiles {
    private static final InputFiles FILES = new InputFiles(
            Pattern.compile(".*(\\.(jsonl|ndjson|json|csv|tsv)(\\.(gz|zst))?|\\.parquet)", Pattern.DOTALL),
            "data set; looked for .jsonl, .ndjson, .json, .csv and .tsv (also .gz, .zst) and .parquet");

    private DataFiles() {}

    /**
     * The files, in the order of the arguments, sorted within each.
     *
     * @throws StillwatchException naming the argument, when nothing is found for it or it cannot be searched
     */
    public static List<DataFile> find(List<String> arguments) {
        Map<Path, DataFile> files = new LinkedHashMap<>();
        for (String argument : arguments) {
            for (Path file : FILES.of(argument)) {
                files.computeIfAbsent(InputFiles.identity(file), each -> DataFile.of(file));
            }
        }
        return List.copyOf(files.values());
    }
}
