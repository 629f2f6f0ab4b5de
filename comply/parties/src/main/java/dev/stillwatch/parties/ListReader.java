// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads official lists from files, plain or packed with gzip.
 *
 * <p>Holds a list in memory while reading: about ten times its size. Thread-safe; it has no state.
 */
public final class ListReader {
    private ListReader() {}

    /** What one format's files in the folder hold. */
    public static ListLoad read(ListFormat format, Path folder, Instant retrieved) {
        try {
            List<ListFile> files = new ArrayList<>();
            for (String name : format.fileNames()) {
                Path packed = folder.resolve(name + ".gz");
                files.add(ListFile.read(Files.exists(packed) ? packed : folder.resolve(name)));
            }
            return parse(format, files, retrieved);
        } catch (ListFile.Unusable unusable) {
            return unusable.refused(format);
        }
    }

    /** Every list of which the folder has at least one file; one outcome for each such format. */
    public static List<ListLoad> readAll(Path folder, Instant retrieved) {
        List<ListLoad> loads = new ArrayList<>();
        for (ListFormat format : ListFormat.values()) {
            boolean any = format.fileNames().stream()
                    .anyMatch(name -> Files.exists(folder.resolve(name)) || Files.exists(folder.resolve(name + ".gz")));
            if (any) {
                loads.add(read(format, folder, retrieved));
            }
        }
        return loads;
    }

    static ListLoad parse(ListFormat format, List<ListFile> files, Instant retrieved) throws ListFile.Unusable {
        ParsedList parsed = switch (format) {
            case OFAC_LEGACY_CSV -> OfacLegacyCsv.parse(files.get(0), files.get(1), files.get(2));
            case CONSOLIDATED_CSV -> ConsolidatedCsv.parse(files.getFirst());
            case DENIED_PERSONS_TEXT -> DeniedPersonsText.parse(files.getFirst());
            case UN_XML -> UnXml.parse(files.getFirst());
        };
        List<ListProblem> problems = new ArrayList<>(parsed.problems());
        for (ListFile file : files) {
            if (file.cutOff()) {
                problems.add(new ListProblem(
                        file.name(),
                        0,
                        "the packed file is cut off or damaged; fetch it again. What is there is used",
                        true));
            }
        }
        if (parsed.entries().isEmpty()) {
            throw new ListFile.Unusable(
                    files.getFirst().name(),
                    "it holds no entry of the format " + format,
                    "Check that it is the right file, or fetch it again.");
        }
        List<ListSnapshot.FileHash> hashes = files.stream()
                .map(file -> new ListSnapshot.FileHash(file.name(), file.sha256()))
                .toList();
        ListSnapshot snapshot = new ListSnapshot(
                format.source(),
                format,
                retrieved,
                overall(hashes),
                parsed.entries().size(),
                problems.stream().noneMatch(ListProblem::cutOff),
                hashes);
        return new ListLoad.Loaded(snapshot, parsed.entries(), problems);
    }

    private static String overall(List<ListSnapshot.FileHash> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst().sha256();
        }
        StringBuilder lines = new StringBuilder();
        hashes.forEach(hash ->
                lines.append(hash.sha256()).append("  ").append(hash.name()).append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
