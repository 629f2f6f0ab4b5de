// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A folder of the file system. Files being written stay open until they are synced and moved, deleted or closed. */
final class FolderStorage implements Storage {
    private final Path folder;
    private final Map<String, FileChannel> open = new HashMap<>();

    FolderStorage(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(folder.resolve(name));
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Override
    public void writeAt(String name, long place, byte[] bytes) throws IOException {
        FileChannel channel = channel(name);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long at = place;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        channel(name).truncate(length);
    }

    @Override
    public void sync(String name) throws IOException {
        channel(name).force(false);
    }

    private FileChannel channel(String name) throws IOException {
        FileChannel known = open.get(name);
        if (known != null) {
            return known;
        }
        Path path = folder.resolve(name);
        makeFolder(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        open.put(name, channel);
        return channel;
    }

    private static void makeFolder(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
    }

    private void release(String name) throws IOException {
        FileChannel channel = open.remove(name);
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void move(String from, String to) throws IOException {
        release(from);
        release(to);
        Path target = folder.resolve(to);
        makeFolder(target);
        Files.move(folder.resolve(from), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void syncFolder(String name) throws IOException {
        Path path = folder.resolve(name);
        if (Files.isDirectory(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void delete(String name) throws IOException {
        release(name);
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(folder.resolve(name) + " is not empty", e);
        }
    }

    @Override
    public void eachFile(String name, Consumer<String> found) throws IOException {
        Files.walkFileTree(folder.resolve(name), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.accept(folder.relativize(file).toString().replace(File.separatorChar, '/'));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                // No folder, no files; and a writer may remove some while others are told.
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (FileChannel channel : open.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
