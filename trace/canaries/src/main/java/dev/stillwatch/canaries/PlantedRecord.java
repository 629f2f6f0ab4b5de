// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was planted for one cohort under one key: no wording and no text, only how often on which occasion. Immutable.
 *
 * <p>Kept in a text file, a line for each: cohort, key's id, time of the first one, commitment to the wordings, and counts
 * as {@code label=number}, with tabs between them.
 *
 * @param since when the first was planted
 * @param commitment {@link Assignment#commitment} of the wordings
 * @param counts answers by number of their occasion; none is 0
 */
public record PlantedRecord(Cohort cohort, int keyId, Instant since, String commitment, Map<Integer, Long> counts) {
    private static final String HEAD = "stillwatch canaries 1";

    public PlantedRecord {
        counts = Map.copyOf(counts);
    }

    /** Answers in all. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Reads a file of records; none where there is no file.
     *
     * @throws StillwatchException if it cannot be read, or holds something else
     */
    public static List<PlantedRecord> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read; check that it is a record of canaries.", e);
        }
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new StillwatchException(file + ": is no record of canaries: its first line is not \"" + HEAD + "\".");
        }
        Map<String, Integer> numbers =
                Occasion.all().stream().collect(Collectors.toMap(Occasion::label, Occasion::index));
        List<PlantedRecord> records = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                records.add(parse(lines.get(i), numbers));
            } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
                throw new StillwatchException(file + ":" + (i + 1) + ": is no record of a canary; restore the file from"
                        + " a copy, or take the line out.");
            }
        }
        return List.copyOf(records);
    }

    private static PlantedRecord parse(String line, Map<String, Integer> numbers) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not five parts");
        }
        Map<Integer, Long> counts = new TreeMap<>();
        for (String count : parts[4].isEmpty() ? new String[0] : parts[4].split(" ", -1)) {
            int equals = count.indexOf('=');
            Integer number = numbers.get(count.substring(0, equals));
            if (number == null) {
                throw new IllegalArgumentException("an unknown occasion");
            }
            counts.put(number, Long.parseLong(count.substring(equals + 1)));
        }
        return new PlantedRecord(
                Cohort.parse(parts[0]), Integer.parseInt(parts[1]), Instant.parse(parts[2]), parts[3], counts);
    }

    private String line() {
        List<Occasion> occasions = Occasion.all();
        return cohort + "\t" + keyId + "\t" + since + "\t" + commitment + "\t"
                + new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(e -> occasions.get(e.getKey()).label() + "=" + e.getValue())
                                .collect(Collectors.joining(" "));
    }

    /**
     * Replaces a file by these records; whoever reads it meanwhile sees the former or the new one whole.
     *
     * @throws StillwatchException if it cannot be written
     */
    public static void write(Path file, List<PlantedRecord> records) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        records.forEach(record -> text.append(record.line()).append('\n'));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be written; check the folder's permissions and room.", e);
        }
    }
}
