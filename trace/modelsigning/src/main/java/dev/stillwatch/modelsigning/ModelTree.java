// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files that make up a model: one file, or all of a folder but what is ignored. */
final class ModelTree {
    /** What belongs to the version control of a model and not to the model. */
    static final List<String> GIT = List.of(".git", ".gitattributes", ".github", ".gitignore");

    private final Path model;
    private final Set<Path> ignored;
    private final boolean followsLinks;

    /**
     * One of the files.
     *
     * @param path to open it by
     * @param name within the model
     */
    record File(Path path, String name, long bytes) {}

    /**
     * A model's files.
     *
     * @param ignored paths within the model; what cannot lie within it is passed over
     * @throws StillwatchException if there is no such file or folder
     */
    ModelTree(Path model, Collection<String> ignored, boolean followsLinks) {
        this.model = model.toAbsolutePath().normalize();
        this.followsLinks = followsLinks;
        this.ignored = new LinkedHashSet<>();
        if (!Files.exists(model)) {
            throw new StillwatchException(model + ": no such file or folder");
        }
        for (String path : ignored) {
            try {
                this.ignored.add(this.model.resolve(path).normalize());
            } catch (InvalidPathException _) {
                // Such a path names no file on this system.
            }
        }
    }

    /** The last part of its path. */
    String name() {
        Path last = model.getFileName();
        return last == null ? "." : last.toString();
    }

    /** A path within the model as signatures name it; empty if it lies elsewhere. */
    static String within(Path model, Path file) {
        Path root = model.toAbsolutePath().normalize();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(root) && !absolute.equals(root) ? slashed(root.relativize(absolute)) : "";
    }

    private static String slashed(Path relative) {
        return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
    }

    /**
     * Lists the files.
     *
     * @throws StillwatchException if there is a symbolic link that is not to be followed, or something that is neither a
     *     file nor a folder: whoever loads the model may read what no hash covers
     */
    List<File> files() {
        try {
            if (Files.isRegularFile(model)) {
                return List.of(new File(model, ".", Files.size(model)));
            }
            List<File> files = new ArrayList<>();
            Files.walkFileTree(model, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return ignores(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!ignores(file)) {
                        files.add(new File(file, slashed(model.relativize(file)), size(file, attributes)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            return files;
        } catch (IOException e) {
            throw new StillwatchException(
                    "the files of " + model + " cannot be listed ("
                            + e.getClass().getSimpleName() + "); check the permissions of its folders",
                    e);
        }
    }

    private boolean ignores(Path path) {
        return ignored.stream().anyMatch(path::startsWith);
    }

    private long size(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            if (!followsLinks) {
                throw new StillwatchException(file + " is a symbolic link; allow them with --allow-symlinks if what it"
                        + " points to is part of the model");
            }
            // As the tool does not enter linked folders either, files in them would stay without a hash.
            if (!Files.isRegularFile(file)) {
                throw new StillwatchException(
                        file + " is a symbolic link to no file; put the files themselves in its place");
            }
            return Files.size(file);
        }
        if (!attributes.isRegularFile()) {
            throw new StillwatchException(file + " is neither a file nor a folder; remove it or ignore it");
        }
        return attributes.size();
    }
}
