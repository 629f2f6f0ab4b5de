// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Expands patterns as a shell does, with {@code **} for any number of folders, none included. */
final class Glob {
    private static final String SPECIAL = "*?[{";

    private Glob() {}

    static boolean isGlob(String pattern) {
        return pattern.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
    }

    /** The files and folders a pattern matches, sorted; links are followed. */
    static List<Path> matches(String pattern) throws IOException {
        int special = 0;
        while (SPECIAL.indexOf(pattern.charAt(special)) < 0) {
            special++;
        }
        int cut = pattern.lastIndexOf('/', special);
        Path base = Path.of(cut < 0 ? "" : pattern.substring(0, cut + 1));
        String rest = pattern.substring(cut + 1);
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        List<PathMatcher> matchers = matchers(rest);
        int depth = rest.contains("**")
                ? Integer.MAX_VALUE
                : (int) rest.chars().filter(c -> c == '/').count() + 1;
        try (Stream<Path> all = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(path -> {
                        Path below = base.relativize(path);
                        return matchers.stream().anyMatch(m -> m.matches(below));
                    })
                    .sorted()
                    .toList();
        }
    }

    /** Java's {@code **}{@code /} wants at least one folder, a shell's does not: each is tried with and without. */
    private static List<PathMatcher> matchers(String rest) {
        Set<String> forms = new LinkedHashSet<>(List.of(rest));
        String shorter = rest;
        while (shorter.contains("**/")) {
            shorter = shorter.replaceFirst("\\*\\*/", "");
            forms.add(shorter);
        }
        try {
            return forms.stream()
                    .map(form -> FileSystems.getDefault().getPathMatcher("glob:" + form))
                    .toList();
        } catch (PatternSyntaxException e) {
            return List.of();
        }
    }
}
