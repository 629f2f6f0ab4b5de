// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the files that hold packs. */
public final class PackFiles {
    private PackFiles() {}

    /**
     * The packs named, and those in the folders named, each once. Cases and signatures beside them are passed over, so
     * that {@code *} may name them too.
     *
     * @throws StillwatchException if something named does not exist, or a folder holds no pack
     */
    public static List<Path> under(Collection<Path> filesAndFolders) {
        Set<Path> packs = new LinkedHashSet<>();
        for (Path named : filesAndFolders) {
            if (Files.isDirectory(named)) {
                List<Path> within = FolderSnapshot.take(named).files().keySet().stream()
                        .filter(path -> FolderSnapshot.isPack(path.toString()))
                        .toList();
                if (within.isEmpty()) {
                    throw new StillwatchException("no policy pack in " + named + "; packs are files that end in .yaml");
                }
                packs.addAll(within);
            } else if (!Files.exists(named)) {
                throw new StillwatchException(named + " does not exist; name a policy pack or a folder of packs");
            } else if (!FolderSnapshot.isBesidePack(named.toString())) {
                packs.add(named);
            }
        }
        if (packs.isEmpty()) {
            throw new StillwatchException("only files beside packs are named; name a policy pack or a folder of packs");
        }
        return List.copyOf(packs);
    }

    /** The signature file of a pack. */
    public static Path signature(Path pack) {
        return pack.resolveSibling(pack.getFileName() + ".dsse");
    }
}
