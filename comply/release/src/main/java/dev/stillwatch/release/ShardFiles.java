// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.release.Manifest.Shard;
import dev.stillwatch.release.Manifest.StoredFile;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Shards of an artefact in a folder, encrypted and decrypted side by side; some megabytes of memory a processor. */
final class ShardFiles {
    private static final int BUFFER = 1 << 20;

    private ShardFiles() {}

    static Path shard(Path folder, int index) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.shard", index));
    }

    /** All regular files below a folder, or the one file, in order. */
    static List<StoredFile> list(Path source) throws IOException {
        if (Files.isRegularFile(source)) {
            return List.of(new StoredFile(String.valueOf(source.getFileName()), Files.size(source)));
        }
        List<StoredFile> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(source)) {
            // Links to files are followed: caches of models are full of them.
            for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
                files.add(new StoredFile(
                        source.relativize(path)
                                .toString()
                                .replace(path.getFileSystem().getSeparator(), "/"),
                        Files.size(path)));
            }
        }
        return files;
    }

    /** Encrypts files into shards. */
    static List<Shard> encrypt(
            Path source,
            List<StoredFile> files,
            int shardBytes,
            byte[] key,
            String artefact,
            Path into,
            Vault.Progress progress)
            throws IOException {
        List<Shard> planned = new ArrayList<>();
        for (int file = 0; file < files.size(); file++) {
            for (long offset = 0; offset < files.get(file).bytes(); offset += shardBytes) {
                int bytes = (int) Math.min(shardBytes, files.get(file).bytes() - offset);
                planned.add(new Shard(file, offset, bytes, ""));
            }
        }
        boolean single = Files.isRegularFile(source);
        return sideBySide(planned, progress, index -> {
            Shard shard = planned.get(index);
            Path file = single ? source : source.resolve(files.get(shard.file()).path());
            return encrypt(
                    file,
                    shard,
                    ShardCipher.of(ShardCipher.key(key, artefact, index), artefact, index),
                    shard(into, index));
        });
    }

    private static Shard encrypt(Path file, Shard shard, ShardCipher cipher, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try (OutputStream encrypting = cipher.encrypting(new KeptOpen(Channels.newOutputStream(out)))) {
                byte[] buffer = new byte[BUFFER];
                for (int done = 0; done < shard.bytes(); ) {
                    int read = in.read(
                            ByteBuffer.wrap(buffer, 0, Math.min(buffer.length, shard.bytes() - done)),
                            shard.offset() + done);
                    if (read < 1) {
                        throw new StillwatchException(
                                file.getFileName() + " got shorter while it was read; leave the model alone meanwhile");
                    }
                    digest.update(buffer, 0, read);
                    encrypting.write(buffer, 0, read);
                    done += read;
                }
            }
            out.force(true);
        }
        return new Shard(
                shard.file(), shard.offset(), shard.bytes(), HexFormat.of().formatHex(digest.digest()));
    }

    /** Passes everything on but the closing, so that what was written can be forced to disk afterwards. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /**
     * Decrypts shards to their places in files.
     *
     * @param keys of shards by their indexes
     * @param to where a file goes, by its index; it is there, with its length
     */
    static void decrypt(
            Manifest manifest,
            Path folder,
            SortedMap<Integer, byte[]> keys,
            IntFunction<Path> to,
            Vault.Progress progress)
            throws IOException {
        List<Integer> indexes = List.copyOf(keys.keySet());
        List<Shard> shards =
                indexes.stream().map(index -> manifest.shards().get(index)).toList();
        sideBySide(shards, progress, at -> {
            int index = indexes.get(at);
            Shard shard = shards.get(at);
            byte[] key = keys.get(index);
            if (key == null) {
                throw new IllegalStateException("every shard has its key");
            }
            decrypt(shard(folder, index), shard, ShardCipher.of(key, manifest.id(), index), to.apply(shard.file()));
            return shard;
        });
    }

    private static void decrypt(Path from, Shard shard, ShardCipher cipher, Path to) throws IOException {
        MessageDigest digest = sha256();
        long length;
        try (InputStream in = cipher.decrypting(new BufferedInputStream(Files.newInputStream(from), BUFFER));
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            out.position(shard.offset());
            DigestOutputStream hashed = new DigestOutputStream(Channels.newOutputStream(out), digest);
            byte[] buffer = new byte[BUFFER];
            length = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                if (length > shard.bytes()) {
                    break;
                }
                hashed.write(buffer, 0, read);
            }
        } catch (IOException e) {
            if (Files.isReadable(from) && Files.isWritable(to)) {
                throw new StillwatchException(
                        from.getFileName() + " is not what was encrypted, or its key is another's; get the copy again",
                        e);
            }
            throw e;
        }
        if (length != shard.bytes()
                || !HexFormat.of().formatHex(digest.digest()).equals(shard.sha256())) {
            throw new StillwatchException(
                    from.getFileName() + " does not hold what the manifest says; get the copy again");
        }
    }

    private interface Work {
        Shard on(int index) throws IOException;
    }

    private static List<Shard> sideBySide(List<Shard> shards, Vault.Progress progress, Work work) throws IOException {
        long all = shards.stream().mapToLong(Shard::bytes).sum();
        List<Shard> done = new ArrayList<>();
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Shard>> running = new ArrayList<>();
            for (int i = 0; i < shards.size(); i++) {
                int index = i;
                running.add(workers.submit(() -> work.on(index)));
            }
            long bytes = 0;
            try {
                for (Future<Shard> each : running) {
                    Shard shard = each.get();
                    done.add(shard);
                    bytes += shard.bytes();
                    progress.done(bytes, all);
                }
            } catch (ExecutionException e) {
                running.forEach(each -> each.cancel(false));
                switch (e.getCause()) {
                    case IOException io -> throw io;
                    case RuntimeException known -> throw known;
                    case null, default -> throw new IllegalStateException("a shard failed", e);
                }
            } catch (InterruptedException _) {
                running.forEach(each -> each.cancel(false));
                Thread.currentThread().interrupt();
                throw new StillwatchException("it was interrupted");
            }
        }
        return done;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
