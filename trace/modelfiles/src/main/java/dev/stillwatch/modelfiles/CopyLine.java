// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Copies one file piece by piece: each is read, hashed, edited, hashed again and written. Several are under way at a time;
 * hashes take them in their order. So bytes come from the disk and through memory once.
 */
final class CopyLine {
    private final FileChannel in;
    private final FileChannel out;
    private final ModelCopy.Edit edit;
    private final Executor workers;
    private final MessageDigest original = sha256();
    private final MessageDigest copy = sha256();
    /** Done when the hash has all pieces that were begun. */
    private CompletableFuture<Void> originalHashed = CompletableFuture.completedFuture(null);

    private CompletableFuture<Void> copyHashed = CompletableFuture.completedFuture(null);

    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    CopyLine(FileChannel in, FileChannel out, ModelCopy.Edit edit, Executor workers) {
        this.in = in;
        this.out = out;
        this.edit = edit;
        this.workers = workers;
    }

    /** A piece on its way, and the memory it is in. */
    private record Underway(Piece piece, MemorySegment memory, CompletableFuture<Void> done) {}

    /** Hears of bytes that were copied. */
    @FunctionalInterface
    interface Copied {
        void more(int bytes);
    }

    /**
     * Copies these pieces, so many of them at a time; returns, or throws, when nothing is under way any more.
     *
     * @throws UncheckedIOException if reading or writing fails; what the edit throws is passed on
     */
    void run(Iterator<Piece> pieces, int atOnce, Copied copied) {
        Deque<Underway> underway = new ArrayDeque<>();
        try (Arena arena = Arena.ofShared()) {
            try {
                while (pieces.hasNext()) {
                    Piece piece = pieces.next();
                    MemorySegment memory = underway.size() < atOnce
                            ? MemorySegment.NULL
                            : finished(underway.removeFirst(), copied).memory();
                    if (memory.byteSize() < piece.bytes()) {
                        // What is too small is given back only at the end: powers of two grow a few times at most.
                        memory = arena.allocate(Long.highestOneBit(2L * piece.bytes() - 1));
                    }
                    underway.addLast(begin(piece, memory));
                }
                while (!underway.isEmpty()) {
                    finished(underway.removeFirst(), copied);
                }
            } finally {
                underway.forEach(each -> each.done().exceptionally(_ -> null).join());
            }
        }
    }

    private static Underway finished(Underway piece, Copied copied) {
        try {
            piece.done().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
        copied.more(piece.piece().bytes());
        return piece;
    }

    private Underway begin(Piece piece, MemorySegment memory) {
        ByteBuffer bytes = memory.asSlice(0, piece.bytes()).asByteBuffer();
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> read(piece, bytes.duplicate()), workers);
        originalHashed = read.thenCombine(originalHashed, (_, _) -> bytes.duplicate())
                .thenAcceptAsync(original::update, workers);
        CompletableFuture<Void> edited = originalHashed.thenRunAsync(() -> edit(piece, memory), workers);
        copyHashed = edited.thenCombine(copyHashed, (_, _) -> bytes.duplicate()).thenAcceptAsync(copy::update, workers);
        // One after the other: a file takes one writer at a time, and others would wait on a processor's turn.
        written = edited.thenCombine(written, (_, _) -> piece)
                .thenAcceptAsync(each -> write(each, bytes.duplicate()), workers);
        return new Underway(piece, memory, CompletableFuture.allOf(copyHashed, written));
    }

    private void read(Piece piece, ByteBuffer into) {
        try {
            while (into.hasRemaining()) {
                if (in.read(into, piece.offset() + into.position()) < 0) {
                    throw new IOException("the original became shorter while it was copied");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void edit(Piece piece, MemorySegment memory) {
        for (Piece.Part part : piece.parts()) {
            edit.edit(part.tensor(), part.first(), memory.asSlice(part.offset(), part.bytes()));
        }
    }

    private void write(Piece piece, ByteBuffer from) {
        try {
            while (from.hasRemaining()) {
                out.write(from, piece.offset() + from.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hash of what was read; call when all is copied. */
    String originalSha256() {
        return HexFormat.of().formatHex(original.digest());
    }

    /** The hash of what was written; call when all is copied. */
    String copySha256() {
        return HexFormat.of().formatHex(copy.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows SHA-256", e);
        }
    }
}
