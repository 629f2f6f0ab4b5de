// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bytes of a folder's packs and signatures, read once, so that what is checked is what is used.
 *
 * @param files by path
 */
record FolderSnapshot(Path folder, SortedMap<Path, byte[]> files) {
    private static final int MOST_PACKS = 1_000;
    private static final String PACK = ".yaml";
    private static final String CASES = ".test.yaml";
    private static final String SIGNATURE = ".yaml.dsse";

    static FolderSnapshot take(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StillwatchException("no folder " + folder + " of policy packs; name one that exists");
        }
        List<Path> paths;
        // Links to files are followed and links to folders are not: that is how Kubernetes mounts a configuration.
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(path -> Files.isRegularFile(path) && isKept(folder.relativize(path)))
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new StillwatchException("cannot read the folder " + folder + "; check that you may", e);
        }
        if (paths.size() > 2 * MOST_PACKS) {
            throw new StillwatchException(folder + " holds more than " + MOST_PACKS + " packs; name a smaller folder");
        }
        SortedMap<Path, byte[]> files = new TreeMap<>();
        paths.forEach(path -> files.put(
                path,
                isPack(path.toString()) ? PolicyPack.bytes(path) : PolicyPack.bytes(path, PackSignature.LARGEST)));
        return new FolderSnapshot(folder, files);
    }

    private static boolean isKept(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = String.valueOf(relative.getFileName());
        if (name.endsWith(".yml")) {
            throw new StillwatchException(relative + " would be passed over as a policy pack; rename it to end in "
                    + PACK + ", or move it out of the folder");
        }
        return isPack(name) || name.endsWith(SIGNATURE);
    }

    static boolean isPack(String name) {
        return name.endsWith(PACK) && !name.endsWith(CASES);
    }

    /** Whether a file goes with a pack and is none itself. */
    static boolean isBesidePack(String name) {
        return name.endsWith(CASES) || name.endsWith(SIGNATURE);
    }

    /** Differs whenever any file does. */
    String hash() {
        StringBuilder all = new StringBuilder();
        files.forEach((path, bytes) ->
                all.append(Sha256.hex(bytes)).append(' ').append(path).append('\n'));
        return Sha256.hex(all.toString());
    }

    PackSet packs(TrustedKeys keys, UnsignedPacks unsigned) {
        return packs(keys, unsigned, PolicyPack::parse);
    }

    PackSet packs(TrustedKeys keys, UnsignedPacks unsigned, BiFunction<String, byte[], PolicyPack> parser) {
        List<PolicyPack> packs = new ArrayList<>();
        Map<String, PackSet.Origin> origins = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (isPack(path.toString())) {
                Optional<byte[]> signature =
                        Optional.ofNullable(files.get(path.resolveSibling(path.getFileName() + ".dsse")));
                if (signature.isEmpty() && unsigned == UnsignedPacks.REFUSE) {
                    throw new StillwatchException(path + " is not signed: there is no " + path.getFileName()
                            + ".dsse beside it; sign it with 'stillwatch policy sign'");
                }
                // Checked before it is read: nothing of an untrusted file reaches the YAML or CEL parsers.
                Optional<List<TrustedKeys.Key>> signers =
                        signature.map(envelope -> PackSignature.verify(path.toString(), bytes, envelope, keys));
                PolicyPack pack = parser.apply(path.toString(), bytes);
                signers.ifPresent(by -> TrustedKeys.requireOneValidAt(pack.knownAt(), by, path.toString()));
                packs.add(pack);
                origins.put(pack.name(), new PackSet.Origin(path, signers.map(FolderSnapshot::names)));
            }
        });
        return PackSet.of(packs, origins);
    }

    private static String names(List<TrustedKeys.Key> keys) {
        return keys.stream().map(TrustedKeys.Key::name).collect(Collectors.joining(", "));
    }
}
