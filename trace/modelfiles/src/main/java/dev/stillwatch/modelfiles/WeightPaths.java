// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which files make up a model.
 *
 * @param files with weights, in order
 * @param folder that was named, if one was
 * @param index which file should hold which tensor; empty where there is no index
 */
record WeightPaths(Format format, List<Path> files, Optional<Path> folder, Map<String, Path> index) {
    private static final String SAFETENSORS = ".safetensors";
    private static final String GGUF = ".gguf";
    private static final String INDEX = ".safetensors.index.json";
    private static final Pattern PART = Pattern.compile("(.*)-([0-9]{5})-of-([0-9]{5})\\.gguf");

    WeightPaths {
        files = List.copyOf(files);
    }

    static WeightPaths find(Path path) {
        if (Files.isDirectory(path)) {
            return inFolder(path);
        }
        String name = path.toString();
        if (!Files.isRegularFile(path)) {
            throw new StillwatchException(Malformed.shown(name) + " does not exist: check the path.");
        }
        if (name.endsWith(INDEX)) {
            return indexed(path.resolveSibling(""), path);
        }
        if (name.endsWith(SAFETENSORS)) {
            return new WeightPaths(Format.SAFETENSORS, List.of(path), Optional.empty(), Map.of());
        }
        if (name.endsWith(GGUF)) {
            return new WeightPaths(Format.GGUF, parts(path), Optional.empty(), Map.of());
        }
        throw new StillwatchException(Malformed.shown(name) + " is neither .safetensors nor .gguf: name such a file, or"
                + " the folder that holds it. Other formats must be converted first.");
    }

    private static WeightPaths inFolder(Path folder) {
        List<Path> all = list(folder);
        List<Path> indexes = endingIn(all, INDEX);
        List<Path> single = endingIn(all, SAFETENSORS);
        if (indexes.size() == 1 && single.stream().noneMatch(p -> p.endsWith("model" + SAFETENSORS))) {
            return indexed(folder, indexes.getFirst());
        }
        if (indexes.isEmpty() && single.size() == 1) {
            Path file = Links.inside(folder, single.getFirst());
            return new WeightPaths(Format.SAFETENSORS, List.of(file), Optional.of(folder), Map.of());
        }
        List<Path> gguf = endingIn(all, GGUF);
        if (single.isEmpty() && indexes.isEmpty() && !gguf.isEmpty()) {
            List<Path> parts = parts(gguf.getFirst());
            if (parts.containsAll(gguf)) {
                parts.forEach(part -> Links.inside(folder, part));
                return new WeightPaths(Format.GGUF, parts, Optional.of(folder), Map.of());
            }
        }
        int found = single.size() + indexes.size() + gguf.size();
        throw new StillwatchException(Malformed.shown(folder.toString())
                + (found == 0
                        ? " holds no .safetensors and no .gguf file: name the model's own folder."
                        : " holds several files of weights, and nothing says which are the model: name the file."));
    }

    private static WeightPaths indexed(Path folder, Path index) {
        Map<String, Path> places = ShardIndex.read(folder, Links.inside(folder, index));
        List<Path> shards = places.values().stream().distinct().sorted().toList();
        return new WeightPaths(Format.SAFETENSORS, shards, Optional.of(folder), places);
    }

    /** All parts of a file in parts, or the file alone. */
    private static List<Path> parts(Path file) {
        Matcher name = PART.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return List.of(file);
        }
        int count = Integer.parseInt(name.group(3));
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> file.resolveSibling("%s-%05d-of-%05d.gguf".formatted(name.group(1), n, count)))
                .peek(part -> {
                    if (!Files.isRegularFile(part)) {
                        throw new StillwatchException(
                                Malformed.shown(part.toString()) + " is missing: put all parts into one folder.");
                    }
                })
                .toList();
    }

    /** Refuses what the index says otherwise than the files do. */
    void checkAgainst(Map<String, Tensor> tensors) {
        index.forEach((name, file) -> {
            Tensor tensor = tensors.get(name);
            if (tensor == null || !tensor.file().equals(file)) {
                throw Malformed.tensor(file, name, "is not in this file, where the index says it is");
            }
        });
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new StillwatchException(
                    "Cannot list " + Malformed.shown(folder.toString()) + ": check that it may be read.", e);
        }
    }

    private static List<Path> endingIn(List<Path> files, String end) {
        return files.stream()
                .filter(p -> p.getFileName().toString().endsWith(end))
                .toList();
    }
}
