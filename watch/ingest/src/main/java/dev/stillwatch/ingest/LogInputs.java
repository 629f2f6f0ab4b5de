// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the inputs that command-line arguments name.
 *
 * <p>An argument is a file (with any name), a folder (searched through for {@code .jsonl}, {@code .ndjson},
 * {@code .json} and {@code .log}, each also with {@code .gz} or {@code .zst}, and {@code .parquet}), a glob in which
 * {@code **} crosses folders, or {@code -} for standard input. Within an argument, paths are sorted; a file that several
 * arguments name counts once, where it came first.
 */
public final class LogInputs {
    private static final Pattern KNOWN =
            Pattern.compile(".*(\\.(jsonl|ndjson|json|log)(\\.(gz|zst))?|\\.parquet)", Pattern.DOTALL);

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
            for (Path file : files(argument)) {
                inputs.putIfAbsent(identity(file), new FileInput(file.toString(), file));
            }
        }
        return List.copyOf(inputs.values());
    }

    private static List<Path> files(String argument) {
        try {
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                List<Path> found = folder(path);
                if (found.isEmpty()) {
                    throw new StillwatchException(argument + ": the folder holds no logs; looked for .jsonl, .ndjson,"
                            + " .json and .log (also .gz, .zst) and .parquet");
                }
                return found;
            }
            if (Files.exists(path)) {
                return List.of(path);
            }
        } catch (InvalidPathException e) {
            // A glob may hold characters that no path may, on some systems.
        }
        return glob(argument);
    }

    private static List<Path> glob(String argument) {
        if (!Glob.isGlob(argument)) {
            throw new StillwatchException(argument + ": no such file or folder");
        }
        List<Path> found = new ArrayList<>();
        for (Path match : searched(argument, () -> Glob.matches(argument))) {
            if (Files.isDirectory(match)) {
                found.addAll(folder(match));
            } else {
                found.add(match);
            }
        }
        if (found.isEmpty()) {
            throw new StillwatchException(
                    argument + ": matches no file; quote the pattern, and use ** to cross folders");
        }
        return found;
    }

    private static List<Path> folder(Path folder) {
        return searched(folder.toString(), () -> {
            try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
                return all.filter(LogInputs::isKnown)
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
            }
        });
    }

    private static boolean isKnown(Path path) {
        Path name = path.getFileName();
        return name != null
                && KNOWN.matcher(name.toString().toLowerCase(Locale.ROOT)).matches();
    }

    private static List<Path> searched(String argument, Search search) {
        try {
            return search.run();
        } catch (IOException | UncheckedIOException e) {
            throw new StillwatchException(
                    argument + ": cannot be searched; check permissions and links that lead in a circle", e);
        }
    }

    /** What makes a file the same under two names. Pipes have no real path. */
    private static Object identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    private interface Search {
        List<Path> run() throws IOException;
    }
}
