// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Copies a model to a new folder, with changed weights.
 *
 * <p>Weight files pass through memory piece by piece: each is read, hashed, edited, hashed again and written, on all
 * processors. So the disk is read once, heap stays small for models of any size, and some tens of megabytes beside it are
 * taken. All is written under a temporary name beside the new folder and moved when whole; the original is opened for
 * reading only.
 */
public final class ModelCopy {
    /** Small enough that a processor's cache holds what is worked on. */
    private static final int PIECE = 4 << 20;

    private final ModelFiles from;
    private final Edit edit;
    private final Progress progress;
    private final long total;
    private long done;

    private ModelCopy(ModelFiles from, Edit edit, Progress progress) {
        this.from = from;
        this.edit = edit;
        this.progress = progress;
        this.total = from.files().stream()
                .mapToLong(file -> from.bytes(file).byteSize())
                .sum();
    }

    /** Changes weights. */
    public interface Edit {
        /**
         * How many weights of a tensor must be seen together, counted from its first.
         *
         * @return 0 if it stays as it is; else a multiple of its type's blocks
         */
        int unit(Tensor tensor);

        /**
         * Called for every part of a tensor that does not stay as it is, from many threads, in any order.
         *
         * @param first of the tensor's weights in this part, a multiple of the unit
         * @param weights the copy's, to read and write: some units of them, at the tensor's end also what is left over
         */
        void edit(Tensor tensor, long first, MemorySegment weights);
    }

    /** Hears how far copying is. */
    @FunctionalInterface
    public interface Progress {
        /** Called at least every 64 MB, with bytes of weights. */
        void copied(long bytes, long of);
    }

    /**
     * Copies all files of a model into a folder of its own.
     *
     * <p>If a folder was opened, the small files in it come along (configuration, tokenizer, licence), but no other file
     * of weights: a copy that is told apart by its weights must not carry others.
     *
     * @param into does not exist yet, or is an empty folder
     * @param beforeItAppears is told what was copied before the folder has its name; if it throws, there is no copy
     * @return what was copied, and what was left out
     * @throws StillwatchException if {@code into} lies in the original or is not empty, if the disk is full, or if
     *     anything cannot be read or written; then nothing is left behind
     */
    public static CopiedFiles copy(
            ModelFiles from, Path into, Edit edit, Progress progress, Consumer<CopiedFiles> beforeItAppears) {
        NewFolder folder = NewFolder.beside(into, from.folder());
        ModelCopy copy = new ModelCopy(from, edit, progress);
        try {
            folder.checkSpace(copy.total);
            CopiedFiles result = SideFiles.copy(from, folder.path(), copy.weights(folder.path()));
            beforeItAppears.accept(result);
            folder.finish();
            return result;
        } catch (IOException | UncheckedIOException e) {
            throw new StillwatchException(
                    "Cannot copy to " + Malformed.shown(into.toString())
                            + ": check the disk, and permissions on both sides.",
                    e);
        } finally {
            folder.discardUnlessFinished();
        }
    }

    private List<CopiedFiles.Weights> weights(Path into) throws IOException {
        List<CopiedFiles.Weights> copied = new ArrayList<>();
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (Path file : from.files()) {
                copied.add(weights(file, into.resolve(file.getFileName()), workers, 4 + 2 * threads));
            }
        }
        return copied;
    }

    private CopiedFiles.Weights weights(Path source, Path target, ExecutorService workers, int atOnce)
            throws IOException {
        List<Tensor> tensors = from.tensors().stream()
                .filter(tensor -> tensor.file().equals(source))
                .toList();
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            CopyLine line = new CopyLine(in, out, edit, workers);
            line.run(Piece.of(tensors, from.bytes(source).byteSize(), edit, PIECE), atOnce, bytes -> {
                done += bytes;
                progress.copied(done, total);
            });
            return new CopiedFiles.Weights(source.getFileName(), line.originalSha256(), line.copySha256());
        }
    }
}
