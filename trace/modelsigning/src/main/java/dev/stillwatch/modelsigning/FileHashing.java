// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/** Hashes files, as many at a time as there are processors; a megabyte of each is in memory. */
final class FileHashing {
    private static final int CHUNK = 1 << 20;

    private FileHashing() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows SHA-256", e);
        }
    }

    static String root(List<FileDigest> files) {
        MessageDigest whole = sha256();
        files.forEach(file -> whole.update(file.bytes()));
        return HexFormat.of().formatHex(whole.digest());
    }

    /**
     * The hashes of files, in their canonical order.
     *
     * @param bytesRead is told of every piece as it is read, from several threads
     * @throws StillwatchException if one cannot be read, or changes meanwhile
     */
    static List<FileDigest> hash(List<ModelTree.File> files, LongConsumer bytesRead) {
        // The largest first, so that none of them runs alone at the end.
        List<ModelTree.File> bySize = files.stream()
                .sorted((a, b) -> Long.compare(b.bytes(), a.bytes()))
                .toList();
        List<FileDigest> digests = new ArrayList<>(files.size());
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<FileDigest>> running = new ArrayList<>(files.size());
            bySize.forEach(file -> running.add(workers.submit(() -> hash(file, bytesRead))));
            try {
                for (Future<FileDigest> each : running) {
                    digests.add(each.get());
                }
            } catch (ExecutionException e) {
                workers.shutdownNow();
                if (e.getCause() instanceof StillwatchException known) {
                    throw new StillwatchException(String.valueOf(known.getMessage()), known);
                }
                throw new IllegalStateException("hashing failed", e.getCause());
            } catch (InterruptedException e) {
                workers.shutdownNow();
                Thread.currentThread().interrupt();
                throw new StillwatchException("stopped while the model was hashed", e);
            }
        }
        digests.sort(FileDigest.ORDER);
        return digests;
    }

    private static FileDigest hash(ModelTree.File file, LongConsumer bytesRead) {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        try (InputStream in = Files.newInputStream(file.path())) {
            int read;
            while ((read = in.read(chunk)) >= 0 && !Thread.currentThread().isInterrupted()) {
                digest.update(chunk, 0, read);
                size += read;
                bytesRead.accept(read);
            }
        } catch (IOException e) {
            throw new StillwatchException(file.path() + " cannot be read; check its permissions", e);
        }
        if (size != file.bytes()) {
            throw new StillwatchException(
                    file.path() + " changed while it was read; try again when nobody writes to the model");
        }
        return new FileDigest(file.name(), HexFormat.of().formatHex(digest.digest()));
    }
}
