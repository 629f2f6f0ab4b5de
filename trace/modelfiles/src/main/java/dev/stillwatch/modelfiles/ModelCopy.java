// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Copies a model to a new folder, with changed weights.
 *
 * <p>Files are copied byte for byte, piece by piece through the kernel, and each tensor is handed to the edit while its
 * bytes are still in memory. So the disk is read once, and the heap stays small for models of any size. All is written
 * under a temporary name beside the new folder and moved when whole; the original is opened for reading only.
 */
public final class ModelCopy {
    private static final long PIECE = 64L << 20;

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

    /** Changes a tensor. */
    @FunctionalInterface
    public interface Edit {
        /** Called once for each tensor, in the order of the files. {@code weights} is the copy's memory, to write to. */
        void edit(Tensor tensor, MemorySegment weights);
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
     * @return what was copied, and what was left out
     * @throws StillwatchException if {@code into} lies in the original or is not empty, if the disk is full, or if
     *     anything cannot be read or written; then nothing is left behind
     */
    public static CopiedFiles copy(ModelFiles from, Path into, Edit edit, Progress progress) {
        NewFolder folder = NewFolder.beside(into, from.folder());
        ModelCopy copy = new ModelCopy(from, edit, progress);
        try {
            folder.checkSpace(copy.total);
            for (Path file : from.files()) {
                copy.weights(file, folder.path().resolve(file.getFileName()));
            }
            CopiedFiles result = SideFiles.copy(from, folder.path());
            folder.finish();
            return result;
        } catch (IOException e) {
            throw new StillwatchException(
                    "Cannot copy to " + Malformed.shown(into.toString())
                            + ": check the disk, and permissions on both sides.",
                    e);
        } finally {
            folder.discardUnlessFinished();
        }
    }

    private void weights(Path source, Path target) throws IOException {
        List<Tensor> tensors = from.tensors().stream()
                .filter(tensor -> tensor.file().equals(source))
                .toList();
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        target, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofShared()) {
            long size = from.bytes(source).byteSize();
            // One mapping for all tensors: systems allow some ten thousand, and files hold more tensors.
            MemorySegment copy = out.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
            long copied = 0;
            for (Tensor tensor : tensors) {
                long end = tensor.offset() + tensor.bytes();
                copied = transfer(in, out, copied, end);
                if (tensor.bytes() > 0) {
                    edit.edit(tensor, copy.asSlice(tensor.offset(), tensor.bytes()));
                }
            }
            transfer(in, out, copied, size);
        }
    }

    private long transfer(FileChannel in, FileChannel out, long from, long to) throws IOException {
        out.position(from);
        long at = from;
        while (at < to) {
            long moved = in.transferTo(at, Math.min(PIECE, to - at), out);
            if (moved <= 0) {
                throw new IOException("the original became shorter while it was copied");
            }
            at += moved;
            done += moved;
            progress.copied(done, total);
        }
        return Math.max(from, to);
    }
}
