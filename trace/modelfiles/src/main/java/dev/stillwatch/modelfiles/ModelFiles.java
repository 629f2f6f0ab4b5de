// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model's weight files, open for reading: which tensors they hold and where.
 *
 * <p>Opening reads headers only; weights are mapped, so that files of any size take no heap. Memory for headers grows with
 * their own bytes, whatever counts they claim, and is at most some hundred bytes a tensor. Thread-safe. The files must not
 * be cut short while open: the machine then stops whoever reads what is gone.
 */
public final class ModelFiles implements AutoCloseable {
    private final Arena arena;
    private final WeightPaths paths;
    private final Map<Path, MemorySegment> mapped = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private List<Tensor> inOrder = List.of();

    private ModelFiles(WeightPaths paths, Arena arena) {
        this.paths = paths;
        this.arena = arena;
    }

    /**
     * Opens a .safetensors or .gguf file, or the folder that holds a model.
     *
     * <p>A folder is read by its {@code *.safetensors.index.json}, or else by the one .safetensors or .gguf file in it. Of a
     * GGUF file in parts (-00001-of-00003.gguf) any part opens all.
     *
     * @throws dev.stillwatch.exchange.StillwatchException if it is no model, or malformed; the message names file, tensor
     *     and remedy
     */
    public static ModelFiles open(Path fileOrFolder) {
        WeightPaths paths = WeightPaths.find(fileOrFolder);
        ModelFiles model = new ModelFiles(paths, Arena.ofShared());
        try {
            paths.files().forEach(model::add);
            paths.checkAgainst(model.tensors);
            model.inOrder = List.copyOf(model.tensors.values());
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void add(Path file) {
        MappedFile bytes = MappedFile.map(file, arena);
        WeightFile content = switch (paths.format()) {
            case SAFETENSORS -> SafetensorsHeader.read(bytes);
            case GGUF -> GgufHeader.read(bytes);
        };
        mapped.put(file, bytes.bytes());
        for (Tensor tensor : content.tensors()) {
            Tensor other = tensors.putIfAbsent(tensor.name(), tensor);
            if (other != null) {
                throw Malformed.tensor(
                        file, tensor.name(), "is also in " + other.file().getFileName());
            }
        }
        if (tensors.size() > WeightFile.MOST_TENSORS) {
            throw Malformed.file(file, "brings the model to more than " + WeightFile.MOST_TENSORS + " tensors");
        }
        content.metadata().forEach(metadata::putIfAbsent);
    }

    public Format format() {
        return paths.format();
    }

    /** The files that hold weights, as they were found; an index is none of them. */
    public List<Path> files() {
        return paths.files();
    }

    /** What was opened as a folder: where the model's other files lie. */
    Optional<Path> folder() {
        return paths.folder();
    }

    /** All tensors: files as listed, and in each by the place of their bytes. */
    public List<Tensor> tensors() {
        return inOrder;
    }

    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** What the files say of the model, by key; the first file that has a key counts. Long values are cut, lists counted. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /** How many weights there are of each type, as shapes have it; of {@link ElementType#OTHER} that need not be true. */
    public Map<ElementType, Long> parameters() {
        Map<ElementType, Long> counts = new EnumMap<>(ElementType.class);
        tensors.values().forEach(tensor -> counts.merge(tensor.type(), tensor.elements(), ModelFiles::sum));
        return counts;
    }

    /* Types whose size is not known may claim any number of weights. */
    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** A tensor's bytes, read-only and mapped: readable by any thread until this is closed. */
    public MemorySegment weights(Tensor tensor) {
        return bytes(tensor.file()).asSlice(tensor.offset(), tensor.bytes());
    }

    /** All bytes of one of {@link #files()}, read-only and mapped. */
    public MemorySegment bytes(Path file) {
        MemorySegment bytes = mapped.get(file);
        if (bytes == null) {
            throw new IllegalArgumentException(file + " is no file of this model");
        }
        return bytes;
    }

    /** Unmaps the files; what {@link #weights} handed out must not be read any more. */
    @Override
    public void close() {
        arena.close();
    }
}
