// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of a {@link Vault}: for its owner only, and each artefact there whole or not at all. */
record VaultFolder(Path path) {
    private static final String MANIFEST = "manifest.json";
    private static final String KEY = ".key";
    private static final String UNFINISHED = ".unfinished-";

    /** Makes the folder if it is not there. */
    void make() throws IOException {
        Files.createDirectories(path, ownerOnly(path));
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Where an artefact's manifest and shards lie. */
    Path artefact(String id) {
        return path.resolve(id);
    }

    Path manifest(String id) {
        return artefact(id).resolve(MANIFEST);
    }

    Path key(String id) {
        return path.resolve(id + KEY);
    }

    /** A new folder for what is to become an artefact. */
    Path begin(String id) throws IOException {
        return Files.createDirectories(unfinished(id), ownerOnly(path));
    }

    private Path unfinished(String id) {
        return path.resolve(UNFINISHED + id);
    }

    /** Gives what was begun its place, with its manifest and wrapped key. */
    void finish(String id, String manifest, byte[] wrappedKey) throws IOException {
        Files.writeString(unfinished(id).resolve(MANIFEST), manifest);
        Files.write(key(id), wrappedKey);
        Files.move(unfinished(id), artefact(id), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was begun and not finished. */
    void discard(String id) {
        delete(unfinished(id));
    }

    /** Removes an artefact, its key first; whether the key was there. */
    boolean remove(String id) throws IOException {
        boolean there = Files.deleteIfExists(key(id));
        delete(artefact(id));
        return there;
    }

    /** Whether there is an artefact. */
    boolean holdsAny() {
        return Files.isDirectory(path) && !artefacts().isEmpty();
    }

    /** Ids of all artefacts, in order. */
    List<String> artefacts() {
        try (Stream<Path> all = Files.list(path)) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(KEY))
                    .map(name -> name.substring(0, name.length() - KEY.length()))
                    .filter(id -> Files.isDirectory(artefact(id)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StillwatchException("the vault " + path + " cannot be read; check its permissions", e);
        }
    }

    /**
     * Copies manifest and shards to a folder, without any key.
     *
     * @param into a new folder
     * @throws StillwatchException if it is there already or cannot be written; then it is not there
     */
    void handOver(String id, Path into) {
        if (Files.exists(into)) {
            throw new StillwatchException(into + " exists already and is left alone; name a new folder");
        }
        Path beside = into.resolveSibling(UNFINISHED + id);
        try (Stream<Path> files = Files.list(artefact(id))) {
            Files.createDirectories(beside);
            for (Path file : files.toList()) {
                Files.copy(file, beside.resolve(file.getFileName()));
            }
            Files.move(beside, into, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StillwatchException("the copy cannot be put into " + into + "; check the disk's room", e);
        } finally {
            delete(beside);
        }
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new StillwatchException(path + " cannot be removed; remove it by hand", e);
        }
    }
}
