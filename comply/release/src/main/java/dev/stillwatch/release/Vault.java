// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Weights at rest, encrypted: each artefact under a key of its own, which is wrapped under the vault's.
 *
 * <p>{@code ID/} holds the manifest and the shards, and may be handed over as it is; {@code ID.key} holds the wrapped key and
 * never leaves. The vault's key lies elsewhere. What is stored appears whole or not at all. Thread-safe.
 */
public final class Vault {
    private final VaultFolder folder;
    private final Aead wrapping;
    private final int shardBytes;
    private final SecureRandom random = new SecureRandom();

    private Vault(VaultFolder folder, Aead wrapping, int shardBytes) {
        this.shardBytes = shardBytes;
        this.folder = folder;
        this.wrapping = wrapping;
    }

    /**
     * Opens a vault, and makes it and its key if nothing was ever stored.
     *
     * @param key in a file or variable, not in the vault's folder
     * @throws StillwatchException if the key cannot be read, or lies in the folder
     */
    public static Vault open(Path folder, KeysetPlace key) {
        return open(folder, key, Manifest.SHARD_BYTES);
    }

    /** As {@link #open(Path, KeysetPlace)}, with shards of up to so many bytes. */
    static Vault open(Path folder, KeysetPlace key, int shardBytes) {
        if (Path.of(key.shown())
                .toAbsolutePath()
                .normalize()
                .startsWith(folder.toAbsolutePath().normalize())) {
            throw new StillwatchException(
                    "the vault's key lies in the vault; keep it elsewhere, apart from what it opens");
        }
        try {
            AeadConfig.register();
            VaultFolder files = new VaultFolder(folder);
            // A mistyped place must not get a fresh key beside a vault that has another.
            KeysetHandle keys = files.holdsAny()
                    ? key.read("name the one that this vault was filled with")
                    : key.readOrMake(PredefinedAeadParameters.AES256_GCM);
            Aead wrapping = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
            files.make();
            return new Vault(files, wrapping, shardBytes);
        } catch (GeneralSecurityException _) {
            // Its message may quote the keyset.
            throw new StillwatchException(
                    "the " + key.what() + " in " + key.shown() + " is no Tink keyset of an AEAD key as JSON");
        } catch (IOException e) {
            throw new StillwatchException("the vault " + folder + " cannot be made; name another place", e);
        }
    }

    /** Hears how far storing or unpacking is. */
    @FunctionalInterface
    public interface Progress {
        /** Called after each shard, with bytes of plaintext. */
        void done(long bytes, long of);
    }

    /**
     * Encrypts a model's files.
     *
     * @param source a folder, or one file
     * @param release for which this copy was made; empty for an original
     * @return what was stored
     * @throws StillwatchException if it cannot be read or written; then nothing is left behind
     */
    public Manifest store(Path source, String model, Optional<String> release, Instant now, Progress progress) {
        String id = model + "-" + UUID.randomUUID().toString().substring(0, 8);
        byte[] key = new byte[ShardCipher.KEY];
        random.nextBytes(key);
        try {
            List<Manifest.StoredFile> files = ShardFiles.list(source);
            if (files.stream().mapToLong(Manifest.StoredFile::bytes).sum() == 0) {
                throw new StillwatchException(source + " holds nothing; name a model's folder or file");
            }
            Path begun = folder.begin(id);
            Manifest manifest = new Manifest(
                    id,
                    model,
                    release,
                    files,
                    ShardFiles.encrypt(source, files, shardBytes, key, id, begun, progress),
                    now);
            String json = ReleaseJson.write(manifest);
            folder.finish(id, json, wrapping.encrypt(key, json.getBytes(StandardCharsets.UTF_8)));
            return manifest;
        } catch (IOException | UncheckedIOException e) {
            throw new StillwatchException(
                    source + " cannot be taken into the vault " + folder.path()
                            + "; check that it can be read, and the disk's room",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an AEAD key encrypts", e);
        } finally {
            folder.discard(id);
        }
    }

    /**
     * What an artefact holds.
     *
     * @throws StillwatchException if there is none, or its manifest was changed
     */
    public Manifest manifest(String id) {
        String json = manifestJson(id);
        // Only what was wrapped with the key is believed.
        key(id, json);
        return manifest(id, json);
    }

    private static Manifest manifest(String id, String json) {
        return ReleaseJson.read(json, Manifest.class, "the manifest of " + id);
    }

    private String manifestJson(String id) {
        ReleaseRequest.requireId(id, "an artefact");
        try {
            return Files.readString(folder.manifest(id));
        } catch (IOException e) {
            throw new StillwatchException("the vault " + folder.path() + " holds no artefact " + id, e);
        }
    }

    private byte[] key(String id, String json) {
        try {
            return wrapping.decrypt(Files.readAllBytes(folder.key(id)), json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StillwatchException("the vault " + folder.path() + " holds no key of " + id + " any more", e);
        } catch (GeneralSecurityException _) {
            throw new StillwatchException("the manifest or key of " + id
                    + " was changed, or the vault's key is another's; restore them from a copy");
        }
    }

    /** Where an artefact's manifest and shards lie, which may be handed over. */
    public Path folder(String id) {
        return folder.artefact(id);
    }

    /**
     * The one original of a model.
     *
     * @throws StillwatchException if there is none, or there are several
     */
    public String onlyOriginal(String model) {
        List<String> originals = artefacts().stream()
                .map(this::manifest)
                .filter(manifest ->
                        manifest.model().equals(model) && manifest.release().isEmpty())
                .map(Manifest::id)
                .toList();
        if (originals.size() != 1) {
            throw new StillwatchException("the vault " + folder.path() + " holds "
                    + (originals.isEmpty() ? "no " : "several originals of ") + model
                    + (originals.isEmpty()
                            ? "; stillwatch release store takes it in"
                            : ": " + String.join(", ", originals) + "; say which"));
        }
        return originals.getFirst();
    }

    /** Ids of all artefacts, in order. */
    public List<String> artefacts() {
        return folder.artefacts();
    }

    /**
     * Copies manifest and shards to a folder, without any key.
     *
     * @param into a new folder
     * @throws StillwatchException if it is there already or cannot be written; then it is not there
     */
    public void handOver(String id, Path into) {
        folder.handOver(id, into);
    }

    /**
     * Decrypts an artefact into a folder, to be marked; whoever asks sees to it that the folder goes.
     *
     * @param into a new or empty folder
     */
    public void unpack(String id, Path into, Progress progress) {
        String json = manifestJson(id);
        byte[] key = key(id, json);
        Manifest manifest = manifest(id, json);
        SortedMap<Integer, byte[]> keys = new TreeMap<>();
        for (int shard = 0; shard < manifest.shards().size(); shard++) {
            keys.put(shard, ShardCipher.key(key, id, shard));
        }
        OpenedCopy.open(manifest, folder(id), keys, into, progress);
    }

    /**
     * Seals keys to some shards for a recipient. Nothing is checked here: a {@link ReleaseHistory} must allow it first.
     *
     * @param grant an id for it
     * @param expires after which it must not be used
     */
    public Grant grant(
            String grant,
            String release,
            String id,
            int first,
            int count,
            RecipientKey recipient,
            Instant now,
            Instant expires) {
        String json = manifestJson(id);
        byte[] key = key(id, json);
        Manifest manifest = manifest(id, json);
        long bytes = manifest.bytes(first, count);
        List<byte[]> keys = new ArrayList<>();
        for (int shard = first; shard < first + count; shard++) {
            keys.add(ShardCipher.key(key, id, shard));
        }
        return Grant.seal(
                new Grant.Terms(
                        grant,
                        release,
                        id,
                        manifest.hash(),
                        first,
                        count,
                        bytes,
                        now,
                        expires,
                        recipient.fingerprint()),
                keys,
                recipient);
    }

    /**
     * Forgets an artefact: its key first, so that nothing can be read any more even where shards are left.
     *
     * @return whether it was there
     */
    public boolean destroy(String id) {
        ReleaseRequest.requireId(id, "an artefact");
        try {
            return folder.remove(id);
        } catch (IOException e) {
            throw new StillwatchException("the key of " + id + " cannot be removed; check the vault's permissions", e);
        }
    }
}
