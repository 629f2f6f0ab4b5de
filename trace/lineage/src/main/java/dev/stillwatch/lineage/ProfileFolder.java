// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.lineage.ModelProfile.Role;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of profiles, one file for each version of each model; nothing is ever overwritten, and the last version counts.
 * Several processes may add to it.
 */
public final class ProfileFolder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern FILE = Pattern.compile("(.+)@([1-9][0-9]{0,8})\\.profile");

    private final Path folder;

    /** A folder that need not exist yet. */
    public ProfileFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a model's answers under a name, as a further version where there are some already.
     *
     * @param name letters, digits, dot, hyphen and underscore
     * @throws StillwatchException if the name is no name, or the folder cannot be written to
     */
    public ModelProfile add(String name, Role role, String family, List<Answer> answers) {
        if (!NAME.matcher(name).matches() || !NAME.matcher(family).matches()) {
            throw new StillwatchException(
                    "names of models and families have letters, digits, '.', '-' and '_', and begin with one of the first"
                            + " two");
        }
        try {
            Files.createDirectories(folder);
            ModelProfile profile = ModelProfile.of(name, latest().getOrDefault(name, 0) + 1, role, family, answers);
            while (!written(profile)) {
                profile = profile.next();
            }
            return profile;
        } catch (IOException | UnsupportedOperationException e) {
            throw new StillwatchException(folder + " cannot be written to; check the path and its permissions", e);
        }
    }

    /** Whether no other process was first. */
    private boolean written(ModelProfile profile) throws IOException {
        Path begun = Files.createTempFile(folder, "begun-", ".tmp");
        try {
            Files.write(begun, ProfileFile.bytes(profile));
            // A link fails where a file stands already; a move would overwrite it.
            Files.createLink(file(profile.name(), profile.version()), begun);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    /**
     * The last version of every model, by name.
     *
     * @throws StillwatchException if there is no such folder, or a profile in it is damaged
     */
    public List<ModelProfile> all() {
        if (!Files.isDirectory(folder)) {
            throw new StillwatchException(
                    "there is no folder " + folder + " of profiles; add some with 'stillwatch profile add'");
        }
        try {
            return latest().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                    .map(model -> ProfileFile.read(file(model.getKey(), model.getValue())))
                    .toList();
        } catch (IOException e) {
            throw new StillwatchException(folder + " cannot be read; check the path and its permissions", e);
        }
    }

    private Map<String, Integer> latest() throws IOException {
        Map<String, Integer> latest = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    latest.merge(name.group(1), Integer.parseInt(name.group(2)), Math::max);
                }
            });
        }
        return latest;
    }

    private Path file(String name, int version) {
        return folder.resolve(name + "@" + version + ".profile");
    }
}
