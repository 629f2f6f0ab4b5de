// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Opens an encrypted copy with the keys that there are; every file for which all keys are there appears, whole. */
public final class OpenedCopy {
    private static final String PART = ".part";

    private OpenedCopy() {}

    /**
     * What was opened.
     *
     * @param opened files that are whole now
     * @param missing files to which keys are missing
     */
    public record Result(List<String> opened, List<String> missing) {
        public Result {
            opened = List.copyOf(opened);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Opens what grants open.
     *
     * @param folder of the copy: manifest and shards
     * @param grants of any number, for this copy and this recipient
     * @param into where files go; those that are there already are left alone
     * @throws StillwatchException if a grant is for something else, or the copy is not what was granted
     */
    public static Result open(
            Path folder, List<Grant> grants, RecipientKey.Private recipient, Path into, Vault.Progress progress) {
        Manifest manifest;
        try {
            manifest = ReleaseJson.read(
                    Files.readString(folder.resolve("manifest.json")),
                    Manifest.class,
                    folder.resolve("manifest.json").toString());
        } catch (IOException e) {
            throw new StillwatchException(folder + " holds no manifest.json; name the folder of a copy", e);
        }
        SortedMap<Integer, byte[]> keys = new TreeMap<>();
        for (Grant grant : grants) {
            if (!grant.terms().copy().equals(manifest.id())
                    || !grant.terms().manifestSha256().equals(manifest.hash())) {
                throw new StillwatchException("grant " + grant.terms().id() + " is for another copy than " + folder
                        + ", or its manifest was changed");
            }
            // Anybody can seal for a public key: what a grant says of shards may be nonsense.
            manifest.requireShards(grant.terms().firstShard(), grant.terms().shards());
            keys.putAll(grant.open(recipient));
        }
        return open(manifest, folder, keys, into, progress);
    }

    static Result open(
            Manifest manifest, Path folder, SortedMap<Integer, byte[]> keys, Path into, Vault.Progress progress) {
        Set<Integer> lacking = new HashSet<>();
        for (int shard = 0; shard < manifest.shards().size(); shard++) {
            if (!keys.containsKey(shard)) {
                lacking.add(manifest.shards().get(shard).file());
            }
        }
        SortedMap<Integer, byte[]> useful = new TreeMap<>(keys);
        useful.keySet()
                .removeIf(shard -> lacking.contains(manifest.shards().get(shard).file()));
        List<String> opened = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int file = 0; file < manifest.files().size(); file++) {
            (lacking.contains(file) ? missing : opened)
                    .add(manifest.files().get(file).path());
        }
        try {
            for (String path : opened) {
                prepare(into.resolve(path));
            }
            ShardFiles.decrypt(
                    manifest,
                    folder,
                    useful,
                    file -> part(into.resolve(manifest.files().get(file).path())),
                    progress);
            for (String path : opened) {
                Files.move(part(into.resolve(path)), into.resolve(path), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(e.getFile() + " exists already and is left alone; name a new folder", e);
        } catch (IOException e) {
            throw new StillwatchException("the copy cannot be opened into " + into + "; check the disk's room", e);
        } finally {
            opened.forEach(path -> discard(part(into.resolve(path))));
        }
        return new Result(opened, missing);
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + PART);
    }

    private static void prepare(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(part(file), new byte[0]);
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new StillwatchException(part + " holds plaintext and cannot be removed; remove it by hand", e);
        }
    }
}
