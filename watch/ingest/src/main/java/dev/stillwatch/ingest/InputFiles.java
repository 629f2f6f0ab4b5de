// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the files that a command-line argument names: a file with any name, a folder that is searched through for known
 * names, or a glob in which {@code **} crosses folders. Paths are sorted.
 *
 * @param known the names, in lower case, of files that count where a folder is searched
 * @param described what they are, for whoever names a folder without any: "logs; looked for .jsonl"
 */
public record InputFiles(Pattern known, String described) {

    /**
     * The files an argument names.
     *
     * @throws StillwatchException naming the argument, when nothing is found for it or it cannot be searched
     */
    public List<Path> of(String argument) {
        try {
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                List<Path> found = folder(path);
                if (found.isEmpty()) {
                    throw new StillwatchException(argument + ": the folder holds no " + described);
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

    private List<Path> glob(String argument) {
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

    private List<Path> folder(Path folder) {
        return searched(folder.toString(), () -> {
            try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
                return all.filter(this::isKnown)
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
            }
        });
    }

    private boolean isKnown(Path path) {
        Path name = path.getFileName();
        return name != null
                && known.matcher(name.toString().toLowerCase(Locale.ROOT)).matches();
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
    public static Path identity(Path file) {
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
