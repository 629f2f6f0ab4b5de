// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an encrypted artefact holds: files, cut into shards that each have a key of their own.
 *
 * @param id of the artefact in its vault
 * @param model an {@link Item}'s
 * @param release for which this copy was made; empty for an original
 * @param files in order
 * @param shards in the order of the files, none across two
 */
public record Manifest(
        String id,
        String model,
        Optional<String> release,
        List<StoredFile> files,
        List<Shard> shards,
        Instant created) {
    /** The most bytes of a shard. */
    public static final int SHARD_BYTES = 64 << 20;

    /**
     * A file.
     *
     * @param path below the model's folder, with slashes
     */
    public record StoredFile(String path, long bytes) {}

    /**
     * A part of a file.
     *
     * @param file its index in the files
     * @param offset of its first byte there
     * @param sha256 of the plaintext
     */
    public record Shard(int file, long offset, int bytes, String sha256) {}

    public Manifest {
        ReleaseRequest.requireId(id, "an artefact");
        ReleaseRequest.requireId(model, "a model");
        files = List.copyOf(files);
        shards = List.copyOf(shards);
        requireWhole(files, shards);
    }

    /** A manifest may come from somebody else: nothing in it may point out of the folder, overlap or leave a gap. */
    private static void requireWhole(List<StoredFile> files, List<Shard> shards) {
        Set<String> paths = new HashSet<>();
        for (StoredFile file : files) {
            Path path = Path.of(file.path());
            if (file.path().isBlank()
                    || file.path().contains("\\")
                    || path.isAbsolute()
                    || !path.normalize().equals(path)
                    || path.startsWith("..")
                    || !paths.add(file.path())
                    || file.bytes() < 0) {
                throw new StillwatchException("a manifest names a file that lies outside of its folder, or twice");
            }
        }
        int file = 0;
        long offset = 0;
        for (Shard shard : shards) {
            while (file < files.size() && offset == files.get(file).bytes()) {
                file++;
                offset = 0;
            }
            if (shard.file() != file
                    || file == files.size()
                    || shard.offset() != offset
                    || shard.bytes() < 1
                    || shard.bytes() > SHARD_BYTES
                    || shard.offset() + shard.bytes() > files.get(file).bytes()) {
                throw new StillwatchException("a manifest's shards do not make up its files");
            }
            offset += shard.bytes();
        }
        for (; file < files.size(); file++) {
            if (offset != files.get(file).bytes()) {
                throw new StillwatchException("a manifest's shards do not make up its files");
            }
            offset = 0;
        }
    }

    /** Bytes of plaintext. */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::bytes).sum();
    }

    /** Bytes of plaintext of some shards. */
    public long bytes(int first, int count) {
        requireShards(first, count);
        return shards.subList(first, first + count).stream()
                .mapToLong(Shard::bytes)
                .sum();
    }

    void requireShards(int first, int count) {
        if (first < 0 || count < 1 || first > shards.size() - count) {
            throw new StillwatchException("the copy has shards 0 to " + (shards.size() - 1));
        }
    }

    /** By which grants name exactly this. */
    public String hash() {
        return ReleaseJson.sha256(ReleaseJson.write(this));
    }
}
