// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Signs a model's files and verifies signatures. Stateless; reads every file of the model once, takes a megabyte of
 * memory for each processor.
 */
public final class ModelSignature {
    private static final long MOST_BYTES = 64L << 20;

    private ModelSignature() {}

    /**
     * What belongs to a model.
     *
     * @param ignored paths within the model to leave out, with all beneath them
     * @param followsLinks whether symbolic links to files are read; otherwise one is an error
     * @param bytesRead is told of every piece of the files as it is read, from several threads
     */
    public record Reading(List<String> ignored, boolean followsLinks, LongConsumer bytesRead) {
        public Reading {
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * Signs all files of a model, but those of git and the signature itself.
     *
     * @param model a file or a folder
     * @param out where the signature goes, as a whole or not at all; replaces one that is there
     * @return how many files are covered
     * @throws StillwatchException if files cannot be read, there is none, or the signature cannot be written
     */
    public static int sign(Path model, Path out, SigningKey key, Reading reading) {
        Set<String> ignored = ignored(model, out, reading);
        ignored.addAll(ModelTree.GIT);
        ModelTree tree = new ModelTree(model, ignored, reading.followsLinks());
        List<ModelTree.File> files = tree.files();
        if (files.isEmpty()) {
            throw new StillwatchException(model + " holds no files to sign");
        }
        Statement statement = new Statement(
                tree.name(),
                reading.followsLinks(),
                List.copyOf(ignored),
                FileHashing.hash(files, reading.bytesRead()));
        byte[] payload = statement.toJson();
        SignatureBundle bundle =
                SignatureBundle.of(key.verifying().hint(), payload, key.sign(SignatureBundle.signedBytes(payload)));
        write(out, bundle.toJson());
        return files.size();
    }

    /**
     * Tells whether a model's files are those that were signed with a key.
     *
     * <p>Leaves out what the signature says was left out, the signature itself, and git's files unless they were signed.
     *
     * @throws StillwatchException if the signature or files cannot be read, or the signature is of a kind that cannot be
     *     verified here
     */
    public static Verification verify(Path model, Path signature, VerifyingKey key, Reading reading) {
        try {
            SignatureBundle bundle = SignatureBundle.parse(read(signature));
            if (!bundle.keyHint().map(key.hint()::equals).orElse(true)) {
                return new Verification.NotOfThisKey("it was made with another key than the one given");
            }
            // Before anything of its content is believed.
            if (!key.verifies(SignatureBundle.signedBytes(bundle.payloadBytes()), bundle.signatureBytes())) {
                return new Verification.NotOfThisKey(
                        "it was altered since it was signed, or was made with another key than the one given");
            }
            return compare(Statement.parse(bundle.payloadBytes()), model, signature, reading);
        } catch (UnreadableSignature e) {
            throw new StillwatchException("the signature " + signature + " cannot be verified: " + e.getMessage(), e);
        }
    }

    /**
     * Hashes files by themselves, in the order of their names.
     *
     * @param bytesRead is told of every piece as it is read, from several threads
     * @throws StillwatchException if one cannot be read, or changes meanwhile
     */
    public static List<FileDigest> hash(List<Path> files, LongConsumer bytesRead) {
        List<ModelTree.File> listed = new ArrayList<>();
        for (Path file : files) {
            listed.addAll(new ModelTree(file, List.of(), true)
                    .files().stream()
                            .map(each ->
                                    new ModelTree.File(each.path(), String.valueOf(file.getFileName()), each.bytes()))
                            .toList());
        }
        return FileHashing.hash(listed, bytesRead);
    }

    /** The SHA-256 over files' hashes in their order: what the subject of a signature over just these files has. */
    public static String rootSha256(List<FileDigest> files) {
        return FileHashing.root(files);
    }

    private static Verification compare(Statement signed, Path model, Path signature, Reading reading) {
        Set<String> ignored = ignored(model, signature, reading);
        ignored.addAll(signed.ignored());
        ModelTree.GIT.stream()
                .filter(git -> signed.files().stream().noneMatch(file -> (file.name() + "/").startsWith(git + "/")))
                .forEach(ignored::add);
        ModelTree tree = new ModelTree(model, ignored, reading.followsLinks() || signed.followsLinks());
        Map<String, String> there = byName(FileHashing.hash(tree.files(), reading.bytesRead()));
        Map<String, String> wanted = byName(signed.files());
        List<String> changed = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        wanted.forEach((name, sha256) -> {
            String found = there.remove(name);
            if (found == null) {
                missing.add(name);
            } else if (!found.equals(sha256)) {
                changed.add(name);
            }
        });
        return changed.isEmpty() && missing.isEmpty() && there.isEmpty()
                ? new Verification.Intact(signed.modelName(), wanted.size(), List.copyOf(ignored))
                : new Verification.Differs(signed.modelName(), changed, missing, List.copyOf(there.keySet()));
    }

    private static Map<String, String> byName(List<FileDigest> files) {
        return files.stream()
                .collect(Collectors.toMap(FileDigest::name, FileDigest::sha256, (a, b) -> a, TreeMap::new));
    }

    private static Set<String> ignored(Path model, Path signature, Reading reading) {
        Set<String> ignored = new TreeSet<>(reading.ignored());
        String own = ModelTree.within(model, signature);
        if (!own.isEmpty()) {
            ignored.add(own);
        }
        return ignored;
    }

    private static byte[] read(Path signature) {
        try {
            if (Files.size(signature) > MOST_BYTES) {
                throw new StillwatchException(signature + " is longer than 64 MiB; is it the right file?");
            }
            return Files.readAllBytes(signature);
        } catch (NoSuchFileException e) {
            throw new StillwatchException("there is no signature " + signature, e);
        } catch (IOException e) {
            throw new StillwatchException("the signature " + signature + " cannot be read; check its permissions", e);
        }
    }

    private static void write(Path out, byte[] json) {
        Path absolute = out.toAbsolutePath();
        Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel file =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(json);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StillwatchException(
                    "the signature " + out + " cannot be written; check its folder and the disk's room", e);
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException _) {
                // What is left has a name that nobody takes for a signature.
            }
        }
    }
}
