// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The files beside the weights that a model needs: configuration, tokenizer, licence, also in folders below. */
final class SideFiles {
    private static final long LARGEST = 64L << 20;
    private static final int DEPTH = 8;
    private static final int MOST = 10_000;
    private static final Set<String> WEIGHTS = Set.of(
            "safetensors",
            "gguf",
            "ggml",
            "bin",
            "pt",
            "pth",
            "ckpt",
            "h5",
            "hdf5",
            "msgpack",
            "onnx",
            "onnx_data",
            "npz",
            "npy",
            "pkl",
            "pickle",
            "tflite",
            "ot",
            "pb",
            "mlmodel",
            "mlpackage",
            "engine",
            "nemo",
            "distcp");

    private SideFiles() {}

    static CopiedFiles copy(ModelFiles from, Path into, List<CopiedFiles.Weights> weights) throws IOException {
        List<Path> copied = new ArrayList<>();
        List<Path> leftOut = new ArrayList<>();
        if (from.folder().isPresent()) {
            Path folder = from.folder().get();
            for (Path file : others(from, folder)) {
                Path name = folder.relativize(file);
                if (!wanted(name, file)) {
                    leftOut.add(name);
                    continue;
                }
                Links.inside(folder, file);
                Path target = into.resolve(name);
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
                copied.add(name);
            }
        }
        return new CopiedFiles(weights, copied, leftOut);
    }

    private static List<Path> others(ModelFiles from, Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            List<Path> found = all.filter(Files::isRegularFile)
                    .filter(file -> !from.files().contains(file))
                    .limit(MOST + 1)
                    .sorted()
                    .toList();
            if (found.size() > MOST) {
                throw new StillwatchException(Malformed.shown(folder.toString()) + " holds more than " + MOST
                        + " files: name the model's own folder, or its file of weights.");
            }
            return found;
        } catch (UncheckedIOException e) {
            throw new IOException("a folder within cannot be read", e);
        }
    }

    private static boolean wanted(Path name, Path file) throws IOException {
        for (Path part : name) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String last = name.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean weights = WEIGHTS.contains(last.substring(last.lastIndexOf('.') + 1));
        return !weights && Files.size(file) <= LARGEST;
    }
}
